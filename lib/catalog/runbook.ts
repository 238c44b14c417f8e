import matter from "gray-matter"
import { z } from "zod"
import type { Problem } from "@/lib/problem"
import { parseWith } from "./schema-problems"
import { parseYaml } from "./yaml-source"

const FrontMatter = z.strictObject({
  alert: z.string(),
  title: z.string().min(1),
})

/** The sections that every runbook has, in this order; three in the morning is no time to look for them. */
const RUNBOOK_SECTIONS = ["Meaning", "Impact", "Diagnosis", "Mitigation"] as const

/** What to do when an alert fires. */
export interface Runbook extends z.infer<typeof FrontMatter> {
  file: string
  /** Markdown below the front matter. */
  body: string
}

/**
 * gray-matter only cuts the file in two. Its engines are replaced: the one for JavaScript would *run* the front matter, and
 * the one for YAML throws, is slow on hostile text and knows no positions; parseYaml reads it instead.
 */
const unread = () => ({})
const ENGINES = { yaml: unread, json: unread, javascript: unread, js: unread, coffee: unread }

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
  const split = isFenced(text) ? matter(text, { engines: ENGINES, language: "yaml" }) : undefined
  if (!split || split.matter.trim() === "")
    return {
      problems: [problem(1, "The runbook has no YAML front matter", 'Start it with "---", alert, title, "---"')],
    }
  // The front matter begins with the line break behind its opening fence, so that its lines are those of the file.
  const yaml = parseYaml(file, split.matter)
  if (!yaml.source) return { problems: yaml.problems }
  const front = parseWith(FrontMatter, yaml.source)
  if (!front.value) return { problems: front.problems }
  const headings = [...text.matchAll(/^## +(.+?)\s*$/gm)].map((match) => match[1])
  const problems = RUNBOOK_SECTIONS.filter((section) => !headings.includes(section)).map((section) =>
    problem(
      1,
      `The runbook has no section "## ${section}"`,
      `A runbook has the sections ${RUNBOOK_SECTIONS.join(", ")}`,
    ),
  )
  return problems.length > 0 ? { problems } : { runbook: { ...front.value, file, body: split.content }, problems: [] }
}

/** Whether both fences of the front matter are lines of their own; gray-matter also takes "---js", "---more" and no second one. */
function isFenced(text: string): boolean {
  const close = text.indexOf("\n---", "---".length)
  return close !== -1 && /^---\r?\n/.test(text) && /^\r?(?:\n|$)/.test(text.slice(close + 4, close + 6))
}
