import { z } from "zod"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import { Evidence } from "./evidence"
import { links, named, SitePath } from "./named"

const Texts = z.record(z.string(), z.string())

/** What every rule of an answer says about where it is. */
const place = {
  entry: z.string().describe("Id of the entry that it belongs to"),
  group: z.string().describe("Name of its rule group"),
  file: z.string().describe("Rule file in the registry"),
}

const alertKeys = {
  alert: z.string().describe("Name, unique in the entry"),
  entry: place.entry,
  severity: RuleSeverity,
  summary: z.string().describe("The summary annotation, with its template actions"),
  expr: z.string().describe("PromQL"),
  for: z.string().optional().describe("How long it must hold before it fires, such as `5m`"),
}

export const AlertSummary = named(
  "AlertSummary",
  "An alerting rule in a list.",
  z.object({ ...alertKeys, proven: z.boolean().describe("Everything that can be shown has been shown"), ...links }),
)

export const Alert = named(
  "Alert",
  "An alerting rule with its evidence and where its runbook is.",
  z.object({
    ...alertKeys,
    keep_firing_for: z.string().optional(),
    labels: Texts,
    annotations: Texts,
    group: place.group,
    file: place.file,
    metrics: z.array(z.string()).describe("Metrics that the expression reads"),
    explanation: z.string().describe("The expression in words"),
    runbook: SitePath.nullable().describe("Path of the runbook as Markdown; null where there is none"),
    proven: z.boolean(),
    evidence: Evidence,
    ...links,
  }),
)

const recordingKeys = { record: z.string(), entry: place.entry, expr: z.string().describe("PromQL"), labels: Texts }

export const RecordingSummary = named(
  "RecordingSummary",
  "A recording rule in a list.",
  z.object({ ...recordingKeys, proven: z.boolean(), ...links }),
)

export const Recording = named(
  "Recording",
  "A recording rule with its evidence.",
  z.object({
    ...recordingKeys,
    group: place.group,
    file: place.file,
    metrics: z.array(z.string()).describe("Metrics that the expression reads"),
    explanation: z.string().describe("The expression in words"),
    usedBy: z.array(z.string()).describe("Rules of the entry that read what it records"),
    proven: z.boolean(),
    evidence: Evidence,
    ...links,
  }),
)
