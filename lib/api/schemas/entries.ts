import { z } from "zod"
import { Category, EntryFile } from "@/lib/catalog/entry-file"
import { DashboardSummary } from "./dashboards"
import { Deploy, Parameter, Probe, Scrape } from "./entry-parts"
import { links, named, SitePath } from "./named"
import { AlertSummary, RecordingSummary } from "./rules"

export const Capture = named(
  "Capture",
  "A recorded scrape of one version in one state, with where it comes from.",
  z.object({
    id: z.string().describe("Name of its file without the ending"),
    state: z.string().describe("`normal`, or the name of the state"),
    description: z.string().optional(),
    file: z.string(),
    exporter: z.string(),
    exporterVersion: z.string(),
    target: z.string().describe("The monitored software and its version"),
    captured: z.string().describe("When, ISO 8601 in UTC"),
    url: z.string().describe("What was scraped"),
    notes: z.record(z.string(), z.string()).describe("Everything else that its header says"),
    families: z.int(),
    series: z.int(),
    text: SitePath.describe("The exposition itself"),
  }),
)

export const Version = named(
  "Version",
  "A released version of the exporter that the entry is proven against.",
  z.object({ version: z.string(), image: z.string().optional(), captures: z.array(Capture) }),
)

export const Counts = named(
  "Counts",
  "How much there is of each kind.",
  z.object({
    alerts: z.int(),
    recordings: z.int(),
    dashboards: z.int(),
    panels: z.int(),
    metrics: z.int().describe("Metrics that captures of the newest version show"),
    runbooks: z.int(),
    tests: z.int().describe("Moments of unit tests at which an alert must fire or be silent"),
    captures: z.int(),
  }),
)

export const ListCounts = named(
  "ListCounts",
  "How much an entry has, in lists.",
  z.object({
    alerts: z.int(),
    proven: z.int().describe("Alerts for which everything that can be shown has been shown"),
    dashboards: z.int(),
    metrics: z.int(),
    runbooks: z.int(),
    tests: z.int().describe("Moments of unit tests at which an alert must fire or be silent"),
  }),
)

const keys = {
  id: z.string().describe("Name of its folder in the registry; never changes"),
  kind: EntryFile.shape.kind,
  title: z.string(),
  summary: z.string(),
  category: Category,
  tags: z.array(z.string()),
  version: z.string().describe("The newest version that it is proven against"),
  license: z.string(),
  source: z.string().describe("Repository of the exporter"),
}

const Verified = z
  .string()
  .nullable()
  .describe("When its newest version was last recorded, ISO 8601 in UTC; after 180 days the hub marks it")

export const EntrySummary = named(
  "EntrySummary",
  "An entry in a list.",
  z.object({ ...keys, verified: Verified, counts: ListCounts, ...links }),
)

export const Entry = named(
  "Entry",
  "An exporter with everything that belongs to it. Rules and dashboards are in short; their `api` has the rest.",
  z.object({
    ...keys,
    verified: Verified,
    counts: Counts,
    registry: z.string().describe("Name of the registry that it comes from"),
    shadows: z.array(z.string()).describe("Registries whose entry of this id is not seen because of this one"),
    aliases: z.array(z.string()),
    icon: z.string().optional().describe("A simple-icons slug"),
    maintainers: z.array(z.string()),
    links: z.array(z.object({ title: z.string(), url: z.string() })),
    scrape: Scrape,
    probe: Probe.optional(),
    parameters: z.array(Parameter),
    deploy: Deploy,
    readme: z.string().describe("Markdown"),
    versions: z.array(Version).describe("Newest first"),
    alerts: z.array(AlertSummary),
    recordings: z.array(RecordingSummary),
    dashboards: z.array(DashboardSummary),
    metrics: SitePath.describe("The metrics of the entry in the API"),
    ...links,
  }),
)
