import { z } from "zod"
import { type Exposition, exposition, type MetricFamily, metricType, type Sample } from "@/lib/catalog/exposition"
import { HubError } from "@/lib/error"

/** How a Prometheus server is asked. */
export interface PrometheusOptions {
  /** A call gives up after this long. Milliseconds. */
  timeoutMs?: number
  /** Sent as `Authorization: Bearer …`; a user and password in the URL are sent as Basic. */
  token?: string
  fetch?: typeof globalThis.fetch
}

const Metadata = z.record(z.string(), z.array(z.object({ type: z.string(), help: z.string() })))
const Vector = z.object({
  result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
})
const Answer = z.object({ status: z.string(), data: z.unknown().optional(), error: z.string().optional() })

/** Names asked for at once: the query stays well below the limits of proxies. */
const BATCH = 40
/** More series of one metric show hardly anything new. */
const SERIES = 500
/** How far back a series counts as there: exporters that come and go are still seen. */
const WINDOW = "1h"

/**
 * What the Prometheus server at `url` has of these metrics: types and help from its metadata, and up to 500 series of
 * each from the last hour. Throws HubError: `usage` for a bad URL, `unreachable`, `timeout`, `unauthorized`, `upstream`.
 */
export async function scrapedMetrics(
  url: string,
  names: readonly string[],
  options: PrometheusOptions = {},
): Promise<Exposition> {
  const api = client(url, options)
  const metadata = Metadata.safeParse(await api("metadata", {}))
  const families = new Map<string, MetricFamily>()
  for (const batch of batches(names)) {
    const selector = `{__name__=~"${batch.join("|")}"}`
    const query = `topk by (__name__) (${SERIES}, last_over_time(${selector}[${WINDOW}]))`
    const vector = Vector.safeParse(await api("query", { query }))
    if (!vector.success) throw new HubError("upstream", `Prometheus at ${shown(url)} gave an answer that is no vector`)
    for (const { metric, value } of vector.data.result) {
      const { __name__: name = "", ...labels } = metric
      add(families, { name, labels, value: Number(value[1].replace("Inf", "Infinity")) }, metadata.data ?? {})
    }
  }
  return exposition([...families.values()])
}

function add(families: Map<string, MetricFamily>, sample: Sample, metadata: z.infer<typeof Metadata>): void {
  const base = Object.hasOwn(metadata, sample.name)
    ? sample.name
    : sample.name.replace(/_(bucket|sum|count|total)$/, "")
  const [known] = metadata[base] ?? []
  const name = known === undefined ? sample.name : base
  const family = families.get(name) ?? {
    name,
    type: metricType(known?.type ?? ""),
    help: known?.help ?? "",
    samples: [],
  }
  family.samples.push(sample)
  families.set(name, family)
}

function batches(names: readonly string[]): string[][] {
  // Names outside of the classic alphabet would have to be escaped twice; no exporter of the catalog has any.
  const unique = [...new Set(names)].filter((name) => /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name))
  return Array.from({ length: Math.ceil(unique.length / BATCH) }, (_, i) => unique.slice(i * BATCH, (i + 1) * BATCH))
}

function client(text: string, { timeoutMs = 15_000, token, fetch = globalThis.fetch }: PrometheusOptions) {
  const base = URL.canParse(text) ? new URL(text) : undefined
  if (!base || !/^https?:$/.test(base.protocol))
    throw new HubError("usage", `${text} is not the URL of a Prometheus server`, {
      hint: "Such as http://localhost:9090",
    })
  const authorization = token ? `Bearer ${token}` : basic(base)
  base.username = ""
  base.password = ""
  const place = base.href.replace(/\/$/, "")
  return async (endpoint: string, form: Record<string, string>): Promise<unknown> => {
    const isQuery = Object.keys(form).length > 0
    const response = await fetch(`${place}/api/v1/${endpoint}`, {
      method: isQuery ? "POST" : "GET",
      ...(isQuery && { body: new URLSearchParams(form) }),
      headers: authorization === undefined ? {} : { authorization },
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((cause: Error) => {
      throw cause.name === "TimeoutError"
        ? new HubError("timeout", `Prometheus at ${place} did not answer in ${timeoutMs / 1000} s`, { cause })
        : new HubError("unreachable", `Prometheus at ${place} cannot be reached`, { cause })
    })
    const answer = Answer.safeParse(await response.json().catch(() => undefined)).data
    if (response.status === 401 || response.status === 403)
      throw new HubError("unauthorized", `Prometheus at ${place} refuses the request`, {
        hint: "Put user and password into the URL, or a token into PROMETHEUS_TOKEN",
      })
    if (answer?.status === "success") return answer.data
    throw new HubError("upstream", answer?.error ?? `Prometheus at ${place} answered ${response.status}`)
  }
}

function basic({ username, password }: URL): string | undefined {
  if (username === "") return undefined
  return `Basic ${btoa(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)}`
}

/** The URL without its password. */
function shown(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//")
}
