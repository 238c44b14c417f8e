import { grafanaDashboard } from "@/lib/dashboards/grafana"
import type { BundleFile, BundleItem, BundleRequest, Target } from "./bundle"
import { instanceOf, relabelLiteral } from "./instance"
import { ruleGroups } from "./rules"
import { toYaml } from "./yaml"

/** Files for a Prometheus that is configured by hand. */
export const prometheus: Target = {
  id: "prometheus",
  title: "Plain Prometheus",
  summary: "scrape_configs, rule files and dashboards for a Prometheus without Kubernetes or without the operator.",
  options: [],
  usage: (path) => `promtool check config ${path}/prometheus.yml`,
  render(request) {
    const config = {
      scrape_configs: request.items.flatMap(scrapeConfigs),
      rule_files: request.items
        .filter(({ entry }) => entry.rules.length > 0)
        .map(({ entry }) => `rules/${entry.id}.yaml`),
    }
    const files = [
      { path: "prometheus.yml", content: toYaml(config) },
      ...request.items.flatMap((item) => itemFiles(request, item)),
    ]
    return { files, objects: [] }
  },
}

function itemFiles(request: BundleRequest, item: BundleItem): BundleFile[] {
  const { entry } = item
  const groups = ruleGroups(request, item)
  const rules = groups.length === 0 ? [] : [{ path: `rules/${entry.id}.yaml`, content: toYaml({ groups }) }]
  const dashboards = entry.dashboards.map((dashboard) => ({
    path: `dashboards/${entry.id}-${dashboard.id}.json`,
    content: `${JSON.stringify(grafanaDashboard(entry, dashboard), null, 2)}\n`,
  }))
  return [...rules, ...dashboards]
}

/** The scrape jobs of an entry whose exporter runs somewhere already. */
export function scrapeConfigs(item: BundleItem): Record<string, unknown>[] {
  const { entry, values } = item
  const { scrape } = entry
  const instance = instanceOf(entry, values)
  const relabel = instance === undefined ? [] : [{ target_label: "instance", replacement: relabelLiteral(instance) }]
  const own = {
    job_name: scrape.job,
    scrape_interval: values.scrapeInterval ?? scrape.interval,
    ...(scrape.timeout === undefined ? {} : { scrape_timeout: scrape.timeout }),
    metrics_path: scrape.path,
    ...(scrape.scheme === "https" ? { scheme: "https" } : {}),
    static_configs: [{ targets: values.exporterAddress ?? [] }],
    ...(relabel.length > 0 ? { relabel_configs: relabel } : {}),
  }
  return entry.probe ? [own, probeConfig(item)] : [own]
}

/** The multi-target pattern: the target becomes a URL parameter and the `instance`, the exporter becomes the address. */
function probeConfig({ entry, values }: BundleItem): Record<string, unknown> {
  const { probe } = entry
  if (!probe) throw new TypeError("only entries with a probe block have a probe job")
  const module = probe.module ? values[probe.module.param] : undefined
  const address = values.exporterAddress
  const exporter = Array.isArray(address) ? String(address[0] ?? "") : ""
  return {
    job_name: probe.job,
    scrape_interval: values.scrapeInterval ?? probe.interval,
    ...(probe.timeout === undefined ? {} : { scrape_timeout: probe.timeout }),
    metrics_path: probe.path,
    ...(module === undefined ? {} : { params: { module: [String(module)] } }),
    static_configs: [{ targets: values[probe.targets.param] ?? [] }],
    relabel_configs: [
      { source_labels: ["__address__"], target_label: "__param_target" },
      { source_labels: ["__param_target"], target_label: "instance" },
      { target_label: "__address__", replacement: relabelLiteral(exporter) },
    ],
  }
}
