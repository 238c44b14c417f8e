import * as files from "@/lib/catalog/entry-file"
import * as parameters from "@/lib/catalog/parameter"
import { named } from "./named"

/** The parts of `entry.yaml` that answers have as they are. */
export const Scrape = named("Scrape", "How Prometheus reaches the metrics.", files.Scrape)

export const Probe = named(
  "Probe",
  "For exporters that probe targets on Prometheus' behalf: one scrape per target.",
  files.Probe,
)

export const Deploy = named("Deploy", "The workload that runs the exporter.", files.Deploy)

export const Parameter = named(
  "Parameter",
  "One typed setting: the form on the site, `--set` and the bundle come from it.",
  parameters.Parameter,
)
