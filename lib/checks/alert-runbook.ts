import { inside } from "@/lib/catalog/entry"
import type { Check } from "./check"

/** An alert without a runbook leaves its reader alone at three in the morning. */
export const alertRunbook: Check = {
  id: "alert-runbook",
  severity: "error",
  summary: "The alert has no runbook, or the runbook no alert",
  needs: ["rules", "runbooks"],
  run(entry) {
    const missing = entry.alerts
      .filter(({ alert }) => !entry.runbooks.has(alert))
      .map(({ alert, origin }) => ({
        at: inside(origin, "alert"),
        message: `${alert} has no runbook`,
        hint: `Write runbooks/${alert}.md`,
      }))
    const names = new Set(entry.alerts.map(({ alert }) => alert))
    const orphans = [...entry.runbooks].flatMap(([name, { file, alert }]) => {
      if (name !== alert)
        return [{ at: { file, path: [] }, message: `The file is named ${name} but its alert is ${alert}` }]
      return names.has(alert) ? [] : [{ at: { file, path: [] }, message: `There is no alert ${alert}` }]
    })
    return [...missing, ...orphans]
  },
}
