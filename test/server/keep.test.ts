import { expect, test } from "vitest"
import { keepMs } from "@/server/settings"

test.each([
  [undefined, 3_600_000],
  ["10m", 600_000],
  ["45s", 45_000],
  ["2h", 3_600_000], // an answer is never kept for longer than an hour
  ["nonsense", 3_600_000], // the catalog itself refuses it
])("with EXPORTERHUB_REFRESH=%s answers are kept for %i ms", (text, ms) =>
  expect(keepMs({ EXPORTERHUB_REFRESH: text })).toBe(ms),
)
