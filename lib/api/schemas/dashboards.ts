import { z } from "zod"
import { DashboardFile, Panel } from "@/lib/catalog/dashboard-file"
import { Evidence } from "./evidence"
import { links, named, SitePath } from "./named"

const keys = {
  id: z.string().describe("Name of its file without the ending"),
  entry: z.string(),
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
}

const allLinks = {
  ...links,
  grafana: SitePath.describe("The dashboard for Grafana"),
  perses: SitePath.describe("The dashboard for Perses"),
}

export const DashboardSummary = named(
  "DashboardSummary",
  "A dashboard in a list.",
  z.object({ ...keys, panels: z.int().describe("Number of panels"), ...allLinks }),
)

export const Dashboard = named(
  "Dashboard",
  "A dashboard in the hub's own model, each panel with its evidence.",
  z.object({
    ...keys,
    file: z.string(),
    range: DashboardFile.shape.range.unwrap(),
    refresh: DashboardFile.shape.refresh.unwrap(),
    variables: DashboardFile.shape.variables.unwrap(),
    rows: z.array(
      z.object({
        title: z.string(),
        panels: z.array(z.object({ slug: z.string(), ...Panel.shape, proven: z.boolean(), evidence: Evidence })),
      }),
    ),
    ...allLinks,
  }),
)

const JsonObject = z.record(z.string(), z.unknown())

export const GrafanaDashboard = named(
  "GrafanaDashboard",
  "Grafana's own dashboard model: provision it as a file, or import it.",
  z.looseObject({ uid: z.string(), title: z.string(), schemaVersion: z.int(), panels: z.array(JsonObject) }),
)

export const PersesDashboard = named(
  "PersesDashboard",
  "A dashboard as `percli apply` takes it.",
  z.object({
    kind: z.literal("Dashboard"),
    metadata: z.object({ name: z.string(), project: z.string() }),
    spec: z.looseObject({ duration: z.string(), panels: JsonObject, layouts: z.array(JsonObject) }),
  }),
)
