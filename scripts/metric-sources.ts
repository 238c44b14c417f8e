import { z } from "zod"
import { textFile } from "@/lib/adapters/lint-files"
import { scrapedMetrics } from "@/lib/adapters/prometheus"
import { type Exposition, parseExposition } from "@/lib/catalog/exposition"
import { type Against, type AgainstEntry, foreignSources } from "@/lib/checks/foreign-sources"
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

/** Collects what the flags name; `names` are the metrics that a server is asked for. */
export async function metricSources(
  options: z.infer<z.ZodObject<typeof metricOptions>> & { catalog: string },
  names: readonly string[],
): Promise<KnownFrom> {
  const entries = await Promise.all(options.against.map((text) => entryVersion(options.catalog, text)))
  const files = await Promise.all(
    options.metrics.map(async (file) => ({ title: file, exposition: await expositionOf(file) })),
  )
  const server = options.prometheus === undefined ? [] : [await serverOf(options.prometheus, names)]
  const known = foreignSources({ entries, others: [...files, ...server] })
  return options.interval === undefined ? known : { ...known, scrapeIntervalMs: durationMs(options.interval) ?? 0 }
}

async function entryVersion(catalog: string, text: string): Promise<AgainstEntry> {
  const [id = "", version] = text.split("@")
  const [entry] = await usableEntries(catalog, [id])
  if (!entry) throw new HubError("not-found", `There is no entry "${id}"`)
  if (version === undefined) return { entry }
  if (entry.versions.some((candidate) => candidate.version === version)) return { entry, version }
  throw new HubError("not-found", `${id} has no version ${version}`, {
    hint: `It has ${entry.versions.map((candidate) => candidate.version).join(", ")}`,
  })
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

async function serverOf(url: string, names: readonly string[]): Promise<Against["others"][number]> {
  const token = process.env.PROMETHEUS_TOKEN
  const exposition = await scrapedMetrics(url, names, token ? { token } : {})
  return { title: url.replace(/\/\/[^/@]*@/, "//"), exposition }
}
