import type { BundleRequest } from "@/lib/bundle/bundle"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { parameterValues, type RawValues } from "@/lib/catalog/parameter-values"
import { demoEntry } from "@/test/support/demo"

/** Every option that some target requires. */
export const REQUIRED_OPTIONS = { sourceUrl: "https://git.example.com/platform/monitoring.git" }

/** A request for the demo entry, or for what `shape` makes of it. */
export async function demoRequest(
  change: Partial<BundleRequest> = {},
  raw: RawValues = {},
  shape: (entry: Entry) => Entry = (entry) => entry,
): Promise<BundleRequest> {
  const entry = shape(await demoEntry())
  const values = parameterValues(allParameters(entry), { address: "demo://db.default:7000", ...raw })
  const options = REQUIRED_OPTIONS
  return { items: [{ entry, values }], name: "demo-exporter", namespace: "monitoring", labels: {}, options, ...change }
}

/** The demo entry with the first panel of its dashboard only. */
export function smallDashboard(entry: Entry): Entry {
  const dashboards = entry.dashboards.map((dashboard) => ({
    ...dashboard,
    variables: dashboard.variables.slice(0, 1),
    rows: dashboard.rows.map((row) => ({ ...row, panels: row.panels.slice(0, 1) })),
  }))
  return { ...entry, dashboards }
}
