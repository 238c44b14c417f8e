import { expect, test } from "vitest"
import { loadEntry } from "@/lib/catalog/load-entry"
import { commentsAt } from "@/lib/catalog/rule-comments"
import { demoFiles } from "@/test/support/demo"
import { memorySource } from "@/test/support/memory-source"

const RULES = `# The head of the file is about no rule.
groups:
  - name: demo

    rules:
      # About the rule,
      # in two lines.
      - alert: DemoDown
        # exporterhub disable-next-line alert-for
        # Why the expression is so.
        expr: |-
          # Inside of the expression.
          demo_up == 0

        # Two scrapes.
        for: 1m
        labels: { severity: critical }
      - record: job:demo:sum
        expr: sum by (job) (demo_up)
`

test("comments stand with the key that they are above", async () => {
  const files = { ...(await demoFiles()), "demo-exporter/rules/alerts.yaml": RULES }
  const { entry } = await loadEntry(memorySource(files), "demo-exporter")
  const at = (rule: number) =>
    entry && commentsAt(entry, { file: "demo-exporter/rules/alerts.yaml", path: ["groups", 0, "rules", rule] })
  expect(at(0)).toEqual([
    { above: "alert", text: "About the rule, in two lines." },
    { above: "expr", text: "Why the expression is so." },
    { above: "for", text: "Two scrapes." },
  ])
  expect(at(1)).toEqual([])
})
