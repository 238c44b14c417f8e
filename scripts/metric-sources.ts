import { z } from "zod"
import { textFile } from "@/lib/adapters/lint-files"
import { scrapedMetrics } from "@/lib/adapters/prometheus"
import type { Entry } from "@/lib/catalog/entry"
import { type Exposition, parseExposition } from "@/lib/catalog/exposition"
import { entrySubject } from "@/lib/checks/entry-subject"
import type { MetricSources } from "@/lib/checks/metrics"
import { HubError } from "@/lib/error"
import { durationMs } from "@/lib/promql/duration"
import { usableEntries } from "./registry"

/** The flags that say what is known of the metrics. */
export const metricOptions = {
  against: z.array(z.string()).default([]).describe("captures of this entry, or of one version: redis-exporter@1.88.0"),
  metrics: z.array(z.string()).default([]).describe("exposition that an exporter gave: curl …/metrics > file.prom"),
  prometheus: z.string().optional().describe("URL of a Prometheus server that has the metrics"),
  interval: z
    .string()
    .refine((text) => durationMs(text), "must be a duration such as 30s")
    .optional()
    .describe("how often the metrics are scraped (default: as the entry says)"),
}

/** What the flags give. */
export interface KnownFrom {
  sources: MetricSources
  scrapeIntervalMs?: number
}

/**
 * Labels that scrapes of Kubernetes and of other service discoveries put on series, beside job and instance: a capture
 * cannot show them, and a rule may well use them.
 */
const TARGET_LABELS =
  "job instance namespace pod container endpoint service node cluster prometheus replica app component environment env region zone datacenter dc host hostname team tenant".split(
    " ",
  )

/** Collects what the flags name; `names` are the metrics that a server is asked for. */
export async function metricSources(
  options: z.infer<z.ZodObject<typeof metricOptions>> & { catalog: string },
  names: readonly string[],
): Promise<KnownFrom> {
  const entries = await Promise.all(options.against.map((text) => entryVersion(options.catalog, text)))
  const files = await Promise.all(options.metrics.map(expositionOf))
  const server =
    options.prometheus === undefined
      ? []
      : [await scrapedMetrics(options.prometheus, names, tokenOf(process.env.PROMETHEUS_TOKEN))]
  const intervals = [
    ...(options.interval === undefined ? [] : [durationMs(options.interval) ?? 0]),
    ...(options.interval === undefined ? entries.flatMap(({ interval }) => interval ?? []) : []),
  ]
  return {
    sources: {
      source: [
        ...entries.map(({ title }) => title),
        ...options.metrics,
        ...(options.prometheus === undefined ? [] : [options.prometheus.replace(/\/\/[^/@]*@/, "//")]),
      ].join(", "),
      captures: [...entries.flatMap(({ captures }) => captures), ...files, ...server],
      declared: entries.flatMap(({ entry }) => entry.metrics),
      recordings: entries.flatMap(({ entry }) => entrySubject(entry).recordings),
      targetLabels: TARGET_LABELS,
    },
    // The shortest interval of several: what is long enough for the others is then long enough for it.
    ...(intervals.length > 0 && { scrapeIntervalMs: Math.min(...intervals) }),
  }
}

interface EntryVersion {
  entry: Entry
  title: string
  captures: readonly Exposition[]
  interval: number | undefined
}

async function entryVersion(catalog: string, text: string): Promise<EntryVersion> {
  const [id = "", wanted] = text.split("@")
  const [entry] = await usableEntries(catalog, [id])
  if (!entry) throw new HubError("not-found", `There is no entry "${id}"`)
  const version = entry.versions.find((candidate) => wanted === undefined || candidate.version === wanted)
  if (!version)
    throw new HubError("not-found", `${id} has no version ${wanted}`, {
      hint: `It has ${entry.versions.map((candidate) => candidate.version).join(", ")}`,
    })
  const { captures } = version
  return {
    entry,
    title: `the captures of ${id} ${version.version}`,
    captures,
    interval: durationMs(entry.scrape.interval),
  }
}

async function expositionOf(file: string): Promise<Exposition> {
  const { faults, ...exposition } = parseExposition(await textFile(file))
  const [line] = faults
  if (line !== undefined)
    throw new HubError("usage", `${file}:${line} is no sample of the Prometheus text format`, {
      hint: "The file must be what the exporter answers at /metrics",
    })
  if (exposition.families.length === 0) throw new HubError("usage", `${file} holds no metrics`)
  return exposition
}

function tokenOf(token: string | undefined): { token?: string } {
  return token ? { token } : {}
}
