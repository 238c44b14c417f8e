import { expect, test } from "vitest"
import { refreshed } from "@/app/refreshed"

function setup(waits: boolean) {
  let time = 0
  const answers: (() => Promise<number>)[] = []
  const logged: unknown[] = []
  const get = refreshed(() => answers.shift()?.() ?? Promise.reject(new Error("asked too often")), {
    maxAgeMs: 10,
    waits,
    log: (error) => logged.push(error),
    now: () => time,
  })
  return { get, answers, logged, pass: (ms: number) => (time += ms) }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

test("it is loaded once while it is fresh", async () => {
  const { get, answers, pass } = setup(false)
  answers.push(async () => 1)
  expect([await get(), await get()]).toEqual([1, 1])
  pass(10)
  expect(await get()).toBe(1)
})

test("an old one answers until the new one is there", async () => {
  const { get, answers, pass } = setup(false)
  let finish = (_: number): void => undefined
  answers.push(
    async () => 1,
    () => new Promise((resolve) => (finish = resolve)),
  )
  await get()
  pass(11)
  expect([await get(), await get()]).toEqual([1, 1])
  finish(2)
  await settled()
  expect(await get()).toBe(2)
})

test("when it cannot be loaded again, the old one stays and it is said", async () => {
  const { get, answers, logged, pass } = setup(false)
  answers.push(
    async () => 1,
    async () => Promise.reject(new Error("no network")),
    async () => 3,
  )
  await get()
  pass(11)
  await get()
  await settled()
  expect([await get(), logged]).toEqual([1, [new Error("no network")]])
  pass(11)
  await get()
  await settled()
  expect(await get()).toBe(3)
})

test("a first failure is not remembered", async () => {
  const { get, answers } = setup(false)
  answers.push(
    async () => Promise.reject(new Error("broken")),
    async () => 2,
  )
  await expect(get()).rejects.toThrow("broken")
  await settled()
  expect(await get()).toBe(2)
})

test("who edits the catalog waits for the new one", async () => {
  const { get, answers, pass } = setup(true)
  answers.push(
    async () => 1,
    async () => 2,
  )
  await get()
  pass(11)
  expect(await get()).toBe(2)
})
