import { z } from "zod"
import { parseCapture } from "@/lib/catalog/capture"
import { HubError } from "@/lib/error"
import { Answers } from "./answers"
import { DraftFiles, DraftId } from "./draft"
import { yamlValue } from "./draft-yaml"
import { prepareCapture } from "./prepare-capture"
import { scaffold } from "./scaffold"

/** A scrape that becomes the capture of a draft, and where it is from. */
export const DraftScrape = z.strictObject({
  id: DraftId,
  files: DraftFiles,
  scrape: z.string().min(1),
  target: z.string().min(1).max(200),
  url: z.url({ protocol: /^https?$/ }),
})
export type DraftScrape = z.infer<typeof DraftScrape>

const Head = z.looseObject({
  maintainers: z.array(z.string()).default([]),
  versions: z.array(z.looseObject({ version: z.string().default(""), image: z.string().optional() })).default([]),
  scrape: z.looseObject({ job: z.string().default(""), port: z.number().default(0) }).default({ job: "", port: 0 }),
})

/**
 * The files of a draft with its capture, and those that are missing made from it: first alerts with tests and runbooks, a
 * README and a dashboard. Files that are there already stay. Throws HubError("usage") for a scrape that may not be published.
 */
export function startFromScrape(request: DraftScrape, captured: string, tool: string): DraftFiles {
  const answers = answersOf(request.files["entry.yaml"] ?? "")
  const { version } = answers
  const head = {
    exporter: request.id,
    exporterVersion: version,
    target: request.target,
    captured,
    url: request.url,
    tool,
  }
  const source = "scrape"
  const prepared = prepareCapture({ source, text: request.scrape, head, redact: [], maxSeries: 200 })
  const fault = prepared.problems.find(({ severity }) => severity === "error")
  if (fault || prepared.text === undefined)
    throw new HubError("usage", `Line ${fault?.line ?? 1} of the capture: ${fault?.message ?? "it has no metrics"}`, {
      hint: fault?.hint ?? "Paste what the exporter answers at /metrics",
    })
  const file = `captures/${version}.prom`
  const { capture } = parseCapture(`${request.id}/${file}`, prepared.text)
  if (!capture) throw new HubError("usage", "The capture cannot be read")
  const made = scaffold({ id: request.id, answers, capture: { text: prepared.text, parsed: capture } })
  const kept = Object.entries(request.files).filter(([path, text]) => text.trim() !== "" && path !== file)
  const hasRules = kept.some(([path]) => path.startsWith("rules/"))
  const fresh = [...made].filter(([path]) => !hasRules || !/^(rules|tests|runbooks)\//.test(path))
  return { ...Object.fromEntries(fresh), ...Object.fromEntries(kept) }
}

function answersOf(yaml: string): Answers {
  const value = Head.safeParse(yamlValue(yaml)).data
  const [version] = value?.versions ?? []
  const answers = Answers.safeParse({
    ...Object.fromEntries(
      ["kind", "title", "summary", "category", "source", "license", "software", "icon"].map((key) => [
        key,
        value?.[key],
      ]),
    ),
    maintainer: value?.maintainers[0],
    job: value?.scrape.job,
    port: value?.scrape.port,
    version: version?.version,
    image: version?.image,
  })
  if (answers.success) return answers.data
  const names = [...new Set(answers.error.issues.map(({ path }) => String(path[0])))]
  throw new HubError("usage", `First fill in: ${names.join(", ")}`, {
    hint: "The first rules and the dashboard are made from these",
  })
}
