import { expect, test } from "vitest"
import { AlertStates } from "@/lib/timeline/alert-state"

const up = [{ labels: { instance: "a" }, value: 0 }]

/** One evaluation a minute; 1 where the expression holds. Spans in minutes. */
function spans(holds: string, forMinutes: number, keepMinutes = 0): string[] {
  const states = new AlertStates({ forMs: forMinutes * 60_000, keepFiringForMs: keepMinutes * 60_000 })
  for (const [i, one] of [...holds].entries()) states.see(one === "1" ? up : [], i * 60_000)
  return states.result.flatMap(({ spans }) =>
    spans.map(({ state, from, to }) => `${state} ${from / 60_000}-${to / 60_000}`),
  )
}

test.each([
  ["0011100", 0, 0, ["firing 2-4"]],
  ["0111110", 2, 0, ["pending 1-2", "firing 3-5"]],
  ["01101111", 2, 0, ["pending 1-2", "pending 4-5", "firing 6-7"]],
  ["000", 1, 0, []],
  // Held for two minutes after the expression stopped holding at minute 3, and gone at minute 5.
  ["1110000", 1, 2, ["pending 0-0", "firing 1-4"]],
  ["1101100", 0, 2, ["firing 0-6"]],
  ["11000011", 0, 2, ["firing 0-3", "firing 6-7"]],
])("%s with for %i and keep_firing_for %i", (holds, forMinutes, keepMinutes, expected) =>
  expect(spans(holds, forMinutes, keepMinutes)).toEqual(expected),
)
