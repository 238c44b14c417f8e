import { compareProblems, type Problem } from "@/lib/problem"

/** A problem that the file's author has silenced, and the reason given. */
export interface Silenced extends Problem {
  reason: string
}

/** Problems of one file after its silences. */
export interface AfterSilences {
  problems: Problem[]
  silenced: Silenced[]
}

interface Silence {
  line: number
  column: number
  checks: readonly string[]
  reason: string
  /** Lines from 1, both included. */
  from: number
  to: number
}

const COMMENT = /#\s*exporterhub:\s*(ignore(?:-file)?)\b(.*)$/
const BODY = /^\s+([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s+because\s+(\S.*?)\s*$/
const HINT = "# exporterhub: ignore <check>[, <check>] because <reason>"

/** Faults that no comment can make good: the file does not load. */
const UNSILENCEABLE: readonly string[] = ["yaml-syntax", "schema", "rule-format", "silence"]

/**
 * Applies the comments of a YAML file that silence checks. A comment on its own line is about what stands under it (a
 * rule, or one key of it), one at the end of a line about that line, `ignore-file` about the whole file. A silence
 * without a reason, of an unknown check, or that silences nothing is a problem itself.
 */
export function applySilences(
  file: string,
  text: string,
  problems: readonly Problem[],
  knownChecks: ReadonlySet<string>,
): AfterSilences {
  if (!text.includes("exporterhub:")) return { problems: [...problems], silenced: [] }
  const { silences, faults } = readSilences(file, text, knownChecks)
  const used = new Set<Silence>()
  const silenced: Silenced[] = []
  const left = problems.filter((problem) => {
    const silence = silences.find(
      ({ checks, from, to }) => checks.includes(problem.check) && problem.line >= from && problem.line <= to,
    )
    if (!silence || UNSILENCEABLE.includes(problem.check)) return true
    used.add(silence)
    silenced.push({ ...problem, reason: silence.reason })
    return false
  })
  const unused = silences
    .filter((silence) => !used.has(silence))
    .map(({ line, column, checks }) => ({
      ...fault(file, line, column, `There is nothing of ${checks.join(", ")} here to ignore`),
      severity: "warning" as const,
      hint: "Remove the comment, or move it right above what it is about",
    }))
  return { problems: [...left, ...faults, ...unused].sort(compareProblems), silenced }
}

function readSilences(file: string, text: string, knownChecks: ReadonlySet<string>) {
  const lines = text.split("\n")
  const silences: Silence[] = []
  const faults: Problem[] = []
  lines.forEach((content, i) => {
    const comment = COMMENT.exec(content)
    if (!comment) return
    const [line, column] = [i + 1, comment.index + 1]
    const [, names = "", reason = ""] = BODY.exec(comment[2] ?? "") ?? []
    const checks = names.split(",").map((name) => name.trim())
    const unknown = checks.filter((name) => !knownChecks.has(name))
    if (reason === "") faults.push({ ...fault(file, line, column, "A silence needs its reason"), hint: HINT })
    else if (unknown.length > 0) faults.push(fault(file, line, column, `There is no check ${unknown.join(", ")}`))
    else silences.push({ line, column, checks, reason, ...extent(lines, i, comment[1] === "ignore-file") })
  })
  return { silences, faults }
}

/** The lines that a comment is about: all, its own, or the block under it with everything that is indented deeper. */
function extent(lines: readonly string[], at: number, wholeFile: boolean): { from: number; to: number } {
  if (wholeFile) return { from: 1, to: Number.POSITIVE_INFINITY }
  let first = at
  if (/^\s*#/.test(lines[at] ?? "")) {
    first += 1
    while (first < lines.length && /^\s*(#|$)/.test(lines[first] ?? "")) first += 1
  }
  const indent = indentation(lines[first])
  let last = first
  while (last + 1 < lines.length && (isBlank(lines[last + 1]) || indentation(lines[last + 1]) > indent)) last += 1
  return { from: first + 1, to: last + 1 }
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === ""
}

function indentation(line = ""): number {
  return line.length - line.trimStart().length
}

function fault(file: string, line: number, column: number, message: string): Problem {
  return { check: "silence", severity: "error", file, line, column, message }
}
