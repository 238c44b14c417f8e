import { readFile, stat, writeFile } from "node:fs/promises"
import { z } from "zod"
import { postReview } from "@/lib/adapters/github-review"
import { sarif } from "@/lib/checks/output/sarif"
import { reviewComment as commentText } from "@/lib/contribute/review/markdown"
import { ReviewReport } from "@/lib/contribute/review/report"
import { joinReports } from "@/lib/contribute/review/trusted"
import { HubError } from "@/lib/error"
import packageJson from "@/package.json"
import { command } from "./command"

/** A report of 2,000 problems stays below; more was not made by `review`. Bytes. */
const MAX_BYTES = 8 * 1024 * 1024

export const reviewComment = command({
  summary: "Write a review's one comment and its label to a pull request on GitHub; for CI, with GITHUB_TOKEN",
  options: z.object({
    repository: z
      .string("is needed: owner/name")
      .regex(/^[\w.-]+\/[\w.-]+$/, "must be owner/name")
      .describe("owner/name"),
    pullRequest: z
      .string("is needed")
      .regex(/^[1-9]\d{0,9}$/, "must be a number")
      .describe("its number"),
    head: z
      .string("is needed")
      .regex(/^[0-9a-f]{40}$/, "must be a full commit hash")
      .describe("the commit that was reviewed"),
    report: z.string("is needed").describe("file that review --json wrote in the pull request's run"),
    trusted: z.string("is needed").describe("file that review --json wrote in a run of the base branch"),
    sarif: z.string().optional().describe("file to write SARIF to"),
    site: z.url().optional().describe("hub whose pages explain the checks (default: EXPORTERHUB_URL)"),
    preview: z.url().optional().describe("URL where the change can be looked at"),
    dryRun: z.boolean().default(false).describe("print the comment and write nothing to GitHub"),
  }),
  examples: [
    "exporterhub review-comment --repository o/r --pull-request 7 --head <commit> --report r.json --trusted t.json",
  ],
  async run({ options, json, terminal }) {
    const { repository, head, preview } = options
    const report = joinReports(await reportOf(options.trusted), await reportOf(options.report))
    const site = (options.site ?? (process.env.EXPORTERHUB_URL || undefined))?.replace(/\/+$/, "")
    const server = process.env.GITHUB_SERVER_URL ?? "https://github.com"
    const body = commentText(report, { site, preview, blob: `${server}/${repository}/blob/${head}` })
    if (options.sarif !== undefined) {
      const style = {
        paint: (_: unknown, text: string) => text,
        version: packageJson.version,
        ...(site ? { siteUrl: site } : {}),
      }
      await writeFile(options.sarif, sarif({ problems: report.problems, texts: new Map() }, style))
    }
    if (options.dryRun) {
      terminal.out(json ? JSON.stringify({ body, label: report.label }, null, 2) : body)
      return 0
    }
    const token = process.env.GITHUB_TOKEN
    if (!token) throw new HubError("usage", "GITHUB_TOKEN is not set", { hint: "--dry-run needs none" })
    const api = process.env.GITHUB_API_URL ?? "https://api.github.com"
    const place = { api, repository, head, token, number: Number(options.pullRequest) }
    const { comment } = await postReview(place, { body, label: report.label })
    terminal.out(json ? JSON.stringify({ comment, label: report.label }, null, 2) : `${comment}; ${report.label}`)
    return 0
  },
})

/** Throws HubError("usage") for a file that is none of review's. */
async function reportOf(path: string): Promise<ReviewReport> {
  const size = (await stat(path).catch(() => undefined))?.size
  if (size === undefined) throw new HubError("usage", `Cannot read ${path}`)
  if (size > MAX_BYTES) throw new HubError("usage", `${path} is larger than 8 MiB, so it is no report`)
  const parsed = ReviewReport.safeParse(await json(path))
  if (parsed.success) return parsed.data
  throw new HubError("usage", `${path} is no report of exporterhub review: ${parsed.error.issues[0]?.message}`)
}

async function json(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"))
  } catch (cause) {
    throw new HubError("usage", `${path} is no JSON`, { cause })
  }
}
