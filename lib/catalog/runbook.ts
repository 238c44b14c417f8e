import { z } from "zod"
import type { Problem } from "@/lib/problem"
import { parseWith } from "./schema-problems"
import { parseYaml } from "./yaml-source"

const FrontMatter = z.strictObject({
  alert: z.string(),
  title: z.string().min(1),
})

/** The sections that every runbook has, in this order; three in the morning is no time to look for them. */
export const RUNBOOK_SECTIONS = ["Meaning", "Impact", "Diagnosis", "Mitigation"] as const

/** What to do when an alert fires. */
export interface Runbook extends z.infer<typeof FrontMatter> {
  file: string
  /** Markdown below the front matter. */
  body: string
}

/** Parses `runbooks/<Alert>.md`: YAML front matter, then the sections of RUNBOOK_SECTIONS as second-level headings. */
export function parseRunbook(file: string, text: string): { runbook?: Runbook; problems: Problem[] } {
  const problem = (line: number, message: string, hint?: string): Problem => ({
    check: "runbook",
    severity: "error",
    file,
    line,
    column: 1,
    message,
    ...(hint === undefined ? {} : { hint }),
  })
  const head = /^---\r?\n([\s\S]*?)\r?\n---(\r?\n|$)/.exec(text)
  if (!head)
    return {
      problems: [problem(1, "The runbook has no YAML front matter", 'Start it with "---", alert, title, "---"')],
    }
  // Positions come from the YAML between the fences; the blank first line stands for the opening fence.
  const yaml = parseYaml(file, `\n${head[1] ?? ""}`)
  if (!yaml.source) return { problems: yaml.problems }
  const front = parseWith(FrontMatter, yaml.source)
  if (!front.value) return { problems: front.problems }
  const body = text.slice(head[0].length)
  const headings = [...text.matchAll(/^## +(.+?)\s*$/gm)].map((match) => match[1])
  const problems = RUNBOOK_SECTIONS.filter((section) => !headings.includes(section)).map((section) =>
    problem(
      1,
      `The runbook has no section "## ${section}"`,
      `A runbook has the sections ${RUNBOOK_SECTIONS.join(", ")}`,
    ),
  )
  return problems.length > 0 ? { problems } : { runbook: { ...front.value, file, body }, problems: [] }
}
