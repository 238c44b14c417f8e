import { z } from "zod"
import { reviewTrees } from "@/lib/adapters/review-tree"
import { sarif } from "@/lib/checks/output/sarif"
import { reviewComment } from "@/lib/contribute/review/markdown"
import type { ReviewReport } from "@/lib/contribute/review/report"
import { review as reviewChange } from "@/lib/contribute/review/review"
import { HubError } from "@/lib/error"
import { formatProblem } from "@/lib/problem"
import packageJson from "@/package.json"
import { command } from "./command"
import { runnerFor } from "./rule-runner"
import { paint, type Terminal } from "./terminal"

export const review = command({
  summary: "Review a change of a registry: only what it changes is checked, and only what is new is a problem",
  options: z.object({
    base: z
      .string("is needed: a folder or a commit")
      .describe("repository before: a folder, or a commit, branch or tag"),
    head: z
      .string("is needed: a folder or a commit")
      .describe("repository after: a folder, or a commit, branch or tag"),
    repository: z.string().default(".").describe("Git repository that has the commits"),
    registry: z
      .string()
      .default("catalog")
      .transform((folder) => folder.replace(/^\.?\/*|\/+$/g, ""))
      .describe("folder of the registry in it; . for its top"),
    author: z.string().optional().describe("login of who proposes the change"),
    promtool: z.enum(["auto", "require", "off"]).default("auto").describe("run rules and unit tests in promtool"),
    markdown: z.boolean().default(false).describe("print the comment for the pull request"),
    sarif: z.boolean().default(false).describe("print SARIF for code scanning"),
    blob: z.url().optional().describe("URL that the comment's lines lead to: https://github.com/o/r/blob/<commit>"),
    preview: z.url().optional().describe("URL where the change can be looked at"),
    site: z.url().optional().describe("hub whose pages explain the checks (default: EXPORTERHUB_URL)"),
  }),
  examples: [
    "exporterhub review --base main --head HEAD",
    "exporterhub review --base main --head HEAD --author some-login --markdown",
    "exporterhub review --base ../before --head . --registry . --sarif > review.sarif",
  ],
  async run({ options, json, terminal }) {
    if ([options.markdown, options.sarif, json].filter(Boolean).length > 1)
      throw new HubError("usage", "One of --markdown, --sarif and --json at a time")
    const { author, registry, blob, preview } = options
    const site = (options.site ?? (process.env.EXPORTERHUB_URL || undefined))?.replace(/\/+$/, "")
    const trees = await reviewTrees(options.base, options.head, options.repository)
    const quiet = json || options.markdown || options.sarif
    const runner = await runnerFor(options.promtool, quiet ? undefined : terminal)
    const report = await reviewChange({ ...trees, registry: registry === "." ? "" : registry, author, runner })
    if (json) terminal.out(JSON.stringify(report, null, 2))
    else if (options.markdown) terminal.out(reviewComment(report, { site, blob, preview }))
    else if (options.sarif) terminal.out(await sarifOf(report, trees.head, site))
    else print(terminal, report)
    return report.problems.some(({ severity }) => severity === "error") ? 1 : 0
  },
})

/** Fingerprints are made of the lines, so that the same fault is one alert through all pushes. */
async function sarifOf(
  { problems }: ReviewReport,
  head: Awaited<ReturnType<typeof reviewTrees>>["head"],
  siteUrl: string | undefined,
): Promise<string> {
  const files = [...new Set(problems.map(({ file }) => file))].filter((file) => head.files.get(file)?.mode === "100644")
  const contents = await head.read(files)
  const texts = new Map(files.map((file, i) => [file, new TextDecoder().decode(contents[i])]))
  return sarif(
    { problems, texts },
    { paint: (_, text) => text, version: packageJson.version, ...(siteUrl ? { siteUrl } : {}) },
  )
}

function print(terminal: Terminal, { entries, problems, known, bumps, affects, label, reasons }: ReviewReport): void {
  for (const problem of problems)
    terminal.out(paint(terminal, problem.severity === "error" ? "red" : "yellow", formatProblem(problem)))
  for (const { id, change, before, after } of entries)
    terminal.out(`${change} ${id}: ${before?.proven ?? 0} proven before, ${after?.proven ?? 0} after`)
  for (const { id, from, to, touches } of bumps)
    terminal.out(`${id} ${from} to ${to}: ${touches.length === 0 ? "touches nothing" : touches.join("; ")}`)
  for (const text of affects) terminal.out(text)
  terminal.out(`${label}: ${reasons.join("; ")}`)
  const count = `${problems.length} new ${problems.length === 1 ? "problem" : "problems"}, ${known.length} older`
  terminal.err(paint(terminal, problems.length === 0 ? "green" : "red", count))
}
