import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { loadEntries } from "@/lib/catalog/load-entry"
import { agrees } from "@/lib/timeline/agreement"
import { runAlert } from "@/lib/timeline/rule-run"

const CATALOG = fileURLToPath(new URL("../../../catalog", import.meta.url))

test("every alert of the catalog does in its unit tests what promtool has seen it do", async () => {
  const wrong: string[] = []
  let moments = 0
  for (const { entry } of await loadEntries(disk(CATALOG)))
    for (const file of entry?.tests ?? [])
      for (const test of file.tests)
        for (const at of test.alert_rule_test) {
          const alert = entry?.alerts.find(({ alert: name }) => name === at.alertname)
          if (!entry || !alert) continue
          for (const dialect of ["2", "3"] as const) {
            const run = runAlert(entry, alert, { file, test }, { dialect })
            moments += 1
            if (!run.known) wrong.push(`${alert.alert}: ${run.reason}`)
            else if (!agrees(run.alerts, alert, run.stepMs, at))
              wrong.push(`${alert.alert} at ${at.eval_time} of "${test.name}" (Prometheus ${dialect})`)
          }
        }
  expect([...new Set(wrong)]).toEqual([])
  expect(moments).toBeGreaterThan(800)
}, 60_000)
