import { expect, test } from "vitest"
import { KeptAnswers } from "@/server/kept-answers"

const sized = (size: number) => ({ size })
const yes = () => true

test("those that were not used for longest go, and never more than the limit is kept", async () => {
  const kept = new KeptAnswers<{ size: number }>(100, 1_000)
  for (const key of ["a", "b", "c", "d"]) await kept.make(key, async () => sized(25), yes)
  kept.get("a")
  await kept.make("e", async () => sized(25), yes)
  expect(["a", "b", "c", "d", "e"].filter((key) => kept.get(key))).toEqual(["a", "c", "d", "e"])
})

test("an answer that alone would push out the others is not kept", async () => {
  const kept = new KeptAnswers<{ size: number }>(100, 1_000)
  await kept.make("large", async () => sized(26), yes)
  expect(kept.get("large")).toBeUndefined()
})

test("what is not to be kept is not", async () => {
  const kept = new KeptAnswers<{ size: number }>(100, 1_000)
  expect(
    await kept.make(
      "a",
      async () => sized(1),
      () => false,
    ),
  ).toEqual(sized(1))
  expect(kept.get("a")).toBeUndefined()
})

test("after its time an answer is gone", async () => {
  let now = 0
  const kept = new KeptAnswers<{ size: number }>(100, 1_000, () => now)
  await kept.make("a", async () => sized(1), yes)
  now = 999
  expect(kept.get("a")).toBeDefined()
  now = 1_000
  expect(kept.get("a")).toBeUndefined()
})

test("all who ask at once wait for one; a failure is not kept, and all hear of it", async () => {
  const kept = new KeptAnswers<{ size: number }>(100, 1_000)
  let made = 0
  const make = async () => {
    made++
    await new Promise((resolve) => setTimeout(resolve, 5))
    return sized(1)
  }
  await Promise.all([kept.make("a", make, yes), kept.make("a", make, yes), kept.make("a", make, yes)])
  expect(made).toBe(1)
  const fail = () => Promise.reject(new Error("no"))
  const both = await Promise.allSettled([kept.make("b", fail, yes), kept.make("b", fail, yes)])
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"])
  expect(await kept.make("b", make, yes)).toEqual(sized(1))
})
