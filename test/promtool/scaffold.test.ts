import { expect, test } from "vitest"
import { promtool, promtoolVersion } from "@/lib/adapters/promtool"
import { answers, recorded, scaffolded } from "@/test/support/scaffolded"

const version = await promtoolVersion()
if (version === undefined && process.env.CI === "true") throw new Error("promtool is not installed, and CI needs it")
if (version === undefined) console.warn("SKIPPED: promtool is not installed (Debian's package prometheus has it)")

test.skipIf(version === undefined).each(["redis-exporter/captures/1.88.0.prom", "node-exporter/captures/1.12.1.prom"])(
  "the unit tests of an entry begun with %s pass in real promtool",
  async (file) => {
    const found = recorded.find((capture) => capture.file === file)
    for (const kind of ["exporter", "native"] as const) {
      const loaded = await scaffolded("some-thing-exporter", answers(kind, found?.version ?? ""), found?.text)
      expect((await promtool(version ?? "").run(loaded)).problems).toEqual([])
    }
  },
)
