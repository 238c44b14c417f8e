import { expect, test } from "vitest"
import { bounded } from "@/lib/bounded"

test("what was not asked for the longest is forgotten first", () => {
  const memory = bounded<string, number>(10)
  memory.set("a", 1, 4)
  memory.set("b", 2, 4)
  expect(memory.get("a")).toBe(1)
  memory.set("c", 3, 4)
  expect([memory.get("a"), memory.get("b"), memory.get("c")]).toEqual([1, undefined, 3])
})

test("a value that is set again counts once, and one that is too large is not kept", () => {
  const memory = bounded<string, number>(10)
  for (let i = 0; i < 5; i++) memory.set("a", i, 5)
  memory.set("b", 1, 5)
  memory.set("large", 1, 11)
  expect([memory.get("a"), memory.get("b"), memory.get("large")]).toEqual([4, 1, undefined])
})
