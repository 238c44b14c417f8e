import type { Exposition, MetricFamily } from "@/lib/catalog/exposition"

/** The alerts that every entry begins with: the software cannot be reached, and nothing can be measured. */
export interface FirstAlert {
  name: string
  expr: string
  /** Series that the expression selects, without the target's labels. */
  series: { name: string; labels: Readonly<Record<string, string>> }
  for: "2m" | "5m"
  severity: "critical" | "warning"
  /** `INSTANCE` stands for the instance. */
  summary: string
  description: string
  runbook: { title: string; meaning: string; impact: string; mitigation: string }
}

/** What the alerts are about. */
export interface AlertSubject {
  /** The software in words: "Redis". */
  software: string
  /** PascalCase, the beginning of alert names. */
  prefix: string
  job: string
  /** Whether an exporter stands between Prometheus and the software. */
  isExporter: boolean
}

/** The first alerts of an entry; with an exposition that has `<software>_up`, also the one about the software itself. */
export function firstAlerts(subject: AlertSubject, exposition: Exposition | undefined): readonly FirstAlert[] {
  const up = exposition && subject.isExporter ? upMetric(exposition) : undefined
  return [...(up ? [softwareDown(subject, up)] : []), scrapeFails(subject, up?.name)]
}

/**
 * The metric that says whether the exporter could reach what it monitors: `redis_up`. One of several words, such as
 * `node_network_up`, is about something else when it has labels.
 */
export function upMetric({ families }: Exposition): MetricFamily | undefined {
  return families
    .filter(({ name, type, samples }) => {
      const isPlain = samples.length === 1 && Object.keys(samples[0]?.labels ?? {}).length === 0
      const isNamed = isPlain ? /^(?!go_|process_|promhttp_)[a-z0-9_]+_up$/.test(name) : /^[a-z0-9]+_up$/.test(name)
      const isFlag = samples.every(({ value }) => value === 0 || value === 1)
      return isNamed && isFlag && (type === "gauge" || type === "untyped")
    })
    .sort((a, b) => a.samples.length - b.samples.length || a.name.length - b.name.length)[0]
}

function softwareDown({ software, prefix }: AlertSubject, { name, samples }: MetricFamily): FirstAlert {
  return {
    name: `${prefix}Down`,
    expr: `${name} == 0`,
    series: { name, labels: samples[0]?.labels ?? {} },
    for: "2m",
    severity: "critical",
    summary: `${software} at INSTANCE cannot be reached`,
    description: `The exporter has got no answer from ${software} at INSTANCE for two minutes. It is down or hangs, or it refuses the exporter.`,
    runbook: {
      title: `${software} cannot be reached`,
      meaning: `\`${name}\` is 0: the exporter runs and answers, but its own question to ${software} failed.`,
      impact: `Most likely clients cannot use ${software} either. Until it is back there are no other metrics of it.`,
      mitigation: `Start ${software} again if it is stopped. If it runs, look at what the exporter logs: a refused login, a certificate or an address that has changed are mended there.`,
    },
  }
}

function scrapeFails({ software, prefix, job, isExporter }: AlertSubject, up: string | undefined): FirstAlert {
  const what = isExporter ? `The exporter of ${software} at INSTANCE` : `${software} at INSTANCE`
  const nothing = isExporter
    ? `Nothing is known about ${software} meanwhile, and its other alerts cannot fire.`
    : "It is down, hangs, or cannot be reached over the network; its other alerts cannot fire."
  return {
    name: isExporter ? `${prefix}ExporterDown` : `${prefix}Down`,
    expr: `up{job="${job}"} == 0`,
    series: { name: "up", labels: {} },
    for: "5m",
    severity: isExporter ? "warning" : "critical",
    summary: `${what} does not answer`,
    description: `Prometheus has got no metrics for five minutes. ${nothing}`,
    runbook: {
      title: isExporter ? `The exporter of ${software} does not answer` : `${software} does not answer`,
      meaning: `\`up{job="${job}"}\` is 0: the request of Prometheus failed, took too long, or was answered with an error.${up === undefined ? "" : ` That says nothing about ${software} itself; \`${up}\` does.`}`,
      impact: isExporter
        ? nothing
        : `Whoever uses ${software} probably cannot reach it either. None of its other alerts can fire.`,
      mitigation:
        "Status, Targets in Prometheus shows the error. Refused: the process is gone; its log says why. Timed out: it hangs, or a network policy is in the way. An HTTP status: something else answers at this address.",
    },
  }
}
