import { z } from "zod"
import { Parameter } from "./entry-parts"
import { named, SitePath } from "./named"

export const Index = named(
  "Index",
  "Where everything is.",
  z.object({
    name: z.literal("ExporterHub"),
    version: z.string().describe("Version of the hub's software"),
    openapi: SitePath.describe("The OpenAPI document"),
    documentation: SitePath,
    endpoints: z.array(z.object({ id: z.string(), path: z.string(), summary: z.string() })),
  }),
)

export const CategoryCount = named(
  "CategoryCount",
  "A category with the entries that it holds.",
  z.object({ id: z.string(), title: z.string(), entries: z.array(z.string()), url: SitePath }),
)

export const Check = named(
  "Check",
  "One thing that is looked for in rules, dashboards and entries.",
  z.object({
    id: z.string(),
    severity: z.enum(["error", "warning"]),
    summary: z.string(),
    why: z.string().describe("What happens to people who have this fault. Markdown"),
    fix: z.string().optional().describe("What to do instead. Markdown"),
    scope: z.enum(["rule", "entry", "file"]).describe("What it looks at"),
    url: SitePath,
    api: SitePath,
  }),
)

export const Target = named(
  "Target",
  "An output format of a bundle.",
  z.object({
    id: z.string(),
    title: z.string(),
    summary: z.string(),
    options: z.array(Parameter).describe("What it asks for beside the parameters of the entries"),
    url: SitePath,
  }),
)

const Share = z.object({ total: z.int(), proven: z.int() })

export const Stats = named(
  "Stats",
  "The catalog in numbers.",
  z.object({
    entries: z.int(),
    versions: z.int(),
    alerts: Share,
    recordings: Share,
    panels: Share,
    dashboards: z.int(),
    runbooks: z.int(),
    metrics: z.int().describe("Metrics that captures of the newest versions show"),
    captures: z.int(),
    tests: z
      .object({ firing: z.int(), silent: z.int() })
      .describe("Moments of unit tests at which an alert must fire, and at which it must be silent"),
    mutation: z
      .object({ mutants: z.int(), killed: z.int() })
      .describe("Faults put into rules, and those that a unit test noticed; 0 where mutation testing was not run"),
    severities: z.record(z.string(), z.int()).describe("Alerts by severity"),
    categories: z.record(z.string(), z.int()).describe("Entries by category"),
    verified: z
      .object({ first: z.string(), last: z.string() })
      .nullable()
      .describe("When the entry that was recorded longest ago was last recorded, and the one that was recorded last"),
  }),
)
