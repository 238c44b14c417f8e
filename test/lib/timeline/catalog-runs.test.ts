import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntries } from "@/lib/catalog/load-entry"
import { agrees } from "@/lib/timeline/agreement"
import { runAlert } from "@/lib/timeline/rule-run"

const CATALOG = fileURLToPath(new URL("../../../catalog", import.meta.url))

test("every alert of the catalog does in its unit tests what promtool has seen it do", async () => {
  const wrong: string[] = []
  let moments = 0
  for (const { entry } of await loadEntries(disk(CATALOG)))
    for (const alert of entry?.alerts ?? [])
      for (const { file, test, own } of testsOf(entry, alert.alert))
        for (const dialect of ["2", "3"] as const) {
          const run = entry && runAlert(entry, alert, { file, test }, { dialect })
          moments += own.length
          if (!run?.known) wrong.push(`${alert.alert}: ${run?.reason}`)
          else
            for (const at of own.filter((one) => !agrees(run.alerts, alert, run.stepMs, one)))
              wrong.push(`${alert.alert} at ${at.eval_time} of "${test.name}" (Prometheus ${dialect})`)
        }
  expect(wrong).toEqual([])
  expect(moments).toBeGreaterThan(800)
}, 60_000)

function testsOf(entry: Entry | undefined, alert: string) {
  return (entry?.tests ?? []).flatMap((file) =>
    file.tests.flatMap((test) => {
      const own = test.alert_rule_test.filter(({ alertname }) => alertname === alert)
      return own.length > 0 ? [{ file, test, own }] : []
    }),
  )
}
