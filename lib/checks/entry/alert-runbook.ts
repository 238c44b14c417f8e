import { inside } from "@/lib/catalog/entry"
import type { EntryCheck } from "@/lib/checks/check"

/** An alert without a runbook leaves its reader alone at three in the morning. */
export const alertRunbook: EntryCheck = {
  id: "alert-runbook",
  severity: "error",
  summary: "The alert has no runbook, or the runbook no alert",
  needs: ["rules", "runbooks"],
  docs: {
    why: "An alert without a runbook leaves its reader alone at three in the morning. A runbook that belongs to no alert is read by nobody.",
    fix: "Write `runbooks/<AlertName>.md` with the sections Meaning, Impact, Diagnosis and Mitigation: what to look at first, with the very commands and queries.",
    example: {
      file: "rules/alerts.yaml",
      before: "- alert: DemoMemoryAlmostFull",
      after: "- alert: DemoMemoryHigh",
    },
  },
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
    const unwritten = [...entry.runbooks.values()].flatMap(({ file, alert, body }) => {
      const open = body.split("<!-- To write:").length - 1
      if (open === 0) return []
      const hint = `Write what the comments that begin with "To write:" ask for, in place of them`
      return [
        {
          at: { file, path: [] },
          message: `The runbook of ${alert} has ${open} parts that are still to be written`,
          hint,
        },
      ]
    })
    return [...missing, ...orphans, ...unwritten]
  },
}
