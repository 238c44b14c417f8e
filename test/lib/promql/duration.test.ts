import { describe, expect, test } from "vitest"
import { durationMs } from "@/lib/promql/duration"

describe("durationMs", () => {
  test.each([
    ["1h30m", 5_400_000],
    ["0", 0],
    ["250ms", 250],
    ["1w", 604_800_000],
    ["5m1h", undefined], // units must go from large to small
    ["5", undefined],
    ["m", undefined],
    ["", undefined],
  ])("of %j is %j", (text, ms) => expect(durationMs(text)).toBe(ms))
})
