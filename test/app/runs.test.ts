import { expect, test } from "vitest"
import { runSubject, startRun, watchRun } from "@/app/api/clusters/runs"
import type { OnEvent } from "@/lib/cluster/apply-event"
import { HubError } from "@/lib/error"

const SUBJECT = { kind: "apply", context: "test", name: "redis", namespace: "monitoring" } as const
const lines = async (run: string): Promise<unknown[]> => {
  const text = await new Response(watchRun(run)).text()
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
}

test("a run is told from its start, to everyone who watches, however late", async () => {
  let go = (): void => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  const run = startRun(SUBJECT, async (onEvent: OnEvent) => {
    onEvent({ type: "started", total: 1 })
    await gate
    onEvent({ type: "warning", message: "careful" })
    return { ok: true, message: "done" }
  })
  const early = lines(run)
  go()
  const all = [
    { event: { type: "started", total: 1 } },
    { event: { type: "warning", message: "careful" } },
    { end: { ok: true, message: "done" } },
  ]
  expect(await early).toEqual(all)
  expect(await lines(run)).toEqual(all)
  expect(runSubject(run)).toEqual(SUBJECT)
})

test("a watcher that leaves does not disturb the run", async () => {
  let go = (): void => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  const run = startRun(SUBJECT, async () => {
    await gate
    return { ok: true, message: "done" }
  })
  await watchRun(run).cancel()
  go()
  expect(await lines(run)).toEqual([{ end: { ok: true, message: "done" } }])
})

test("a failure is the end of a run", async () => {
  const run = startRun(SUBJECT, async () => {
    throw new HubError("unreachable", "no answer", { hint: "is it up?" })
  })
  expect(await lines(run)).toEqual([{ end: { ok: false, message: "no answer", hint: "is it up?" } }])
})

test("an unknown run", () => {
  expect(runSubject("nope")).toBeUndefined()
  expect(() => watchRun("nope")).toThrow(expect.objectContaining({ code: "not-found" }))
})
