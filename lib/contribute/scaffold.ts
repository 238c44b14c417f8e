import { Document, YAMLSeq } from "yaml"
import type { Capture } from "@/lib/catalog/capture"
import type { Answers } from "./answers"
import { type FirstAlert, firstAlerts, upMetric } from "./first-alerts"
import { firstPanels } from "./first-panels"
import { format } from "./format"
import { readmeText, runbookText } from "./scaffold-texts"

/** What a new entry is made of. */
export interface ScaffoldRequest {
  id: string
  answers: Answers
  capture?: { text: string; parsed: Capture }
  /** Path of the JSON Schema from `entry.yaml`, for editors. */
  schema?: string
}

/**
 * The files of a new entry by their paths in its folder: complete, and with a capture valid. Without one, everything but the
 * capture is there.
 */
export function scaffold(request: ScaffoldRequest): ReadonlyMap<string, string> {
  const { id, answers, capture } = request
  const software = answers.title.replace(/ exporter$/i, "")
  const subject = { software, prefix: pascal(id), job: answers.job, isExporter: answers.kind === "exporter" }
  const alerts = firstAlerts(subject, capture?.parsed)
  const yaml = new Map<string, string>([
    ["entry.yaml", entryText(request)],
    ["rules/alerts.yaml", rulesText(alerts, answers.job)],
    ["tests/alerts.yaml", testsText(alerts, answers.job, answers.port)],
    ["dashboards/overview.yaml", dashboardText(answers, software, capture?.parsed)],
  ])
  return new Map([
    ...[...yaml].map(([file, text]): [string, string] => [file, format(file, text).text]),
    ["README.md", readmeText(answers, software)],
    ...alerts.map((alert): [string, string] => [`runbooks/${alert.name}.md`, runbookText(alert, id)]),
    ...(capture ? [[`captures/${answers.version}.prom`, capture.text] as [string, string]] : []),
  ])
}

function entryText({ id, answers, schema }: ScaffoldRequest): string {
  const { version, image, maintainer, job, port, kind, software, icon, ...head } = answers
  const document = new Document({
    schema: "exporterhub/v1",
    kind,
    ...head,
    tags: [],
    aliases: [...new Set([job, software ?? job])].filter((alias) => alias !== id),
    ...(icon === undefined ? {} : { icon }),
    ...(software === undefined ? {} : { software }),
    maintainers: [maintainer],
    versions: [{ version, ...(image === undefined ? {} : { image }), capture: `captures/${version}.prom` }],
    scrape: { job, port, path: "/metrics", interval: "30s" },
    deploy: { workload: kind === "exporter" ? "Deployment" : "none" },
  })
  for (const key of ["tags", "aliases", "maintainers"]) {
    const list = document.get(key, true)
    if (list instanceof YAMLSeq) list.flow = true
  }
  const hint = schema === undefined ? "" : `# yaml-language-server: $schema=${schema}\n`
  return hint + document.toString({ lineWidth: 0 })
}

/** Why an alert waits for so long. */
const REASONS: Record<FirstAlert["for"], string> = {
  "2m": "Four scrapes: a restart is over by then.",
  "5m": "Ten scrapes: a pod that moves to another node is back by then.",
}

function rulesText(alerts: readonly FirstAlert[], job: string): string {
  const document = new Document({
    groups: [
      {
        name: `${job}-availability`,
        rules: alerts.map(({ name, expr, for: duration, severity, summary, description }) => ({
          alert: name,
          expr,
          for: duration,
          labels: { severity },
          annotations: { summary: template(summary), description: template(description) },
        })),
      },
    ],
  })
  const rules = document.toString({ lineWidth: 0 })
  // The serializer knows nothing of reasons; a reader of the rules wants them beside the number.
  const explained = rules.replace(
    /^( +)for: (\S+)$/gm,
    (line, indent: string, time: FirstAlert["for"]) => `${indent}# ${REASONS[time]}\n${line}`,
  )
  return `# Scrape interval: 30 s.\n${explained}`
}

/** Down for a while, and up again before it counts: the one fires, the other stays silent. 30 s between samples. */
function testsText(alerts: readonly FirstAlert[], job: string, port: number): string {
  const tests = alerts.map(({ name, series, for: duration, severity, summary, description }) => {
    const minutes = Number.parseInt(duration, 10)
    const instance = (host: string) => `${host}.example:${port}`
    const at = (host: string) => {
      const labels = Object.entries({ job, instance: instance(host), ...series.labels })
      return `${series.name}{${labels.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(", ")}}`
    }
    const said = (text: string) => text.replaceAll("INSTANCE", instance("one"))
    return {
      name: `${name} fires after ${minutes} minutes, and not when it comes back before`,
      interval: "30s",
      input_series: [
        { series: at("one"), values: `1x9 0x${4 * minutes + 4}` },
        { series: at("two"), values: `1x9 0x${2 * minutes - 1} 1x20` },
      ],
      alert_rule_test: [
        { eval_time: `${5 + minutes - 1}m30s`, alertname: name },
        {
          eval_time: `${5 + minutes}m`,
          alertname: name,
          exp_alerts: [
            {
              exp_labels: { severity, job, instance: instance("one"), ...series.labels },
              exp_annotations: { summary: said(summary), description: said(description) },
            },
          ],
        },
      ],
    }
  })
  const document = new Document({ rule_files: ["../rules/alerts.yaml"], evaluation_interval: "30s", tests })
  return document.toString({ lineWidth: 0 })
}

function dashboardText({ job, kind }: Answers, software: string, capture: Capture | undefined): string {
  const up = capture && kind === "exporter" ? upMetric(capture) : undefined
  const metric = up?.name ?? "up"
  const panels = capture ? firstPanels(capture) : []
  const own = up === undefined ? `{job="${job}", instance=~"$instance"}` : '{job=~"$job", instance=~"$instance"}'
  const health = {
    title: software,
    kind: "stat",
    description: up === undefined ? "Whether Prometheus gets its metrics." : "What the exporter sees.",
    unit: "none",
    width: 6,
    height: 5,
    queries: [{ expr: `min by (instance) (${metric}${own})`, legend: "{{instance}}" }],
    mappings: [
      { value: 0, text: "Down", color: "red" },
      { value: 1, text: "Up", color: "green" },
    ],
  }
  const document = new Document({
    title: `${software} overview`,
    description: `Can ${software} be reached, and what does it do?`,
    tags: [job],
    variables: [
      { name: "job", label: "Job", metric: up === undefined ? `up{job="${job}"}` : metric, values: "job" },
      {
        name: "instance",
        label: "Instance",
        metric: up === undefined ? `up{job="${job}"}` : `${metric}{job=~"$job"}`,
        values: "instance",
      },
    ],
    rows: [{ title: "Health", panels: [health] }, ...(panels.length > 0 ? [{ title: "Activity", panels }] : [])],
  })
  return document.toString({ lineWidth: 0 })
}

function template(text: string): string {
  return text.replaceAll("INSTANCE", "{{ $labels.instance }}")
}

/** "node-exporter" is "Node", "3proxy" is "X3proxy": names of alerts begin with a capital letter. */
function pascal(id: string): string {
  const name = id
    .replace(/-exporter$/, "")
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")
  return /^[A-Z]/.test(name) ? name : `X${name}`
}
