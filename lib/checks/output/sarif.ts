import { createHash } from "node:crypto"
import { allChecks } from "@/lib/checks/all"
import type { Problem } from "@/lib/problem"
import type { Report, Style } from "./report"

/** SARIF 2.1.0, as GitHub's code scanning takes it. Source: the OASIS standard, and docs.github.com "SARIF support". */
export function sarif({ problems, texts }: Report, { version, siteUrl }: Style): string {
  const used = allChecks.filter(({ id }) => problems.some(({ check }) => check === id))
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "ExporterHub",
            version,
            rules: used.map(({ id, severity, summary, ...check }) => ({
              id,
              shortDescription: { text: summary },
              fullDescription: { text: summary },
              help: helpOf("docs" in check ? check.docs : check),
              ...(siteUrl === undefined ? {} : { helpUri: `${siteUrl}/docs/checks/${id}` }),
              defaultConfiguration: { level: severity },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: problems.map((problem) => ({
          ruleId: problem.check,
          ...ruleIndex(used, problem.check),
          level: problem.severity,
          message: { text: problem.hint === undefined ? problem.message : `${problem.message}. ${problem.hint}` },
          locations: [
            { physicalLocation: { artifactLocation: { uri: encodeURI(problem.file) }, region: regionOf(problem) } },
          ],
          partialFingerprints: { "exporterhub/v1": fingerprint(problem, texts) },
        })),
      },
    ],
  }
  return JSON.stringify(log, null, 2)
}

function helpOf({ why, fix }: { why: string; fix?: string }): { text: string; markdown: string } {
  const markdown = fix === undefined ? why : `${why}\n\n**What to do.** ${fix}`
  return { text: markdown, markdown }
}

function ruleIndex(used: readonly { id: string }[], check: string): { ruleIndex?: number } {
  const index = used.findIndex(({ id }) => id === check)
  return index < 0 ? {} : { ruleIndex: index }
}

function regionOf({ line, column, endLine, endColumn }: Problem) {
  return {
    startLine: line,
    startColumn: column,
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
  }
}

/** The same fault keeps its fingerprint when lines are added above it: it is made of the line's text, not its number. */
function fingerprint({ check, file, line, message }: Problem, texts: Report["texts"]): string {
  const content = texts.get(file)?.split("\n")[line - 1]?.trim() ?? ""
  return createHash("sha256").update([check, file, message, content].join("\n")).digest("hex").slice(0, 32)
}
