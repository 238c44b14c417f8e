import { randomUUID } from "node:crypto"
import type { ApplyEvent, OnEvent } from "@/lib/cluster/apply-event"
import { HubError } from "@/lib/error"

/** What a run is about. */
export interface RunSubject {
  kind: "apply" | "uninstall"
  context: string
  name: string
  namespace: string
}

/** How a run ended. */
export interface RunEnd {
  ok: boolean
  message: string
  hint?: string
  tookMs?: number
}

/** One line of the stream of a run. */
export type RunLine = { event: ApplyEvent } | { end: RunEnd }

interface Run {
  subject: RunSubject
  lines: RunLine[]
  watchers: Set<(line: RunLine) => void>
}

/** Runs are remembered so that a reload can watch on; the cluster, not this list, is what is true. */
const REMEMBERED = 100

// Next may load this module once per bundle, but all of them must see the same runs.
const store = globalThis as typeof globalThis & { exporterhubRuns?: Map<string, Run> }
store.exporterhubRuns ??= new Map()
const runs = store.exporterhubRuns

/** Starts work that reports events, and answers the id to watch it by. */
export function startRun(subject: RunSubject, work: (onEvent: OnEvent) => Promise<RunEnd>): string {
  const id = randomUUID()
  const run: Run = { subject, lines: [], watchers: new Set() }
  runs.set(id, run)
  for (const old of [...runs.keys()].slice(0, Math.max(0, runs.size - REMEMBERED))) runs.delete(old)
  const say = (line: RunLine): void => {
    run.lines.push(line)
    for (const watcher of run.watchers) watcher(line)
  }
  work((event) => say({ event })).then(
    ({ ok, message, hint, tookMs }) => {
      say({
        end: { ok, message, ...(hint === undefined ? {} : { hint }), ...(tookMs === undefined ? {} : { tookMs }) },
      })
    },
    (error: unknown) => say({ end: failure(error) }),
  )
  return id
}

function failure(error: unknown): RunEnd {
  if (error instanceof HubError)
    return { ok: false, message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) }
  console.error(error)
  return { ok: false, message: "The hub failed; its log says more" }
}

/** What a run is about; undefined when this process does not know it. */
export function runSubject(id: string): RunSubject | undefined {
  return runs.get(id)?.subject
}

/** All lines of a run from its start, and those to come, as JSON lines; closes at its end. Throws when it is unknown. */
export function watchRun(id: string): ReadableStream<Uint8Array> {
  const run = runs.get(id)
  if (!run) throw new HubError("not-found", "This hub does not know that run; the status of the install says how it is")
  const encoder = new TextEncoder()
  let watcher: ((line: RunLine) => void) | undefined
  return new ReadableStream({
    start(controller) {
      watcher = (line) => {
        controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
        if (!("end" in line)) return
        if (watcher) run.watchers.delete(watcher)
        controller.close()
      }
      for (const line of run.lines) watcher(line)
      if (!run.lines.some((line) => "end" in line)) run.watchers.add(watcher)
    },
    cancel() {
      if (watcher) run.watchers.delete(watcher)
    },
  })
}
