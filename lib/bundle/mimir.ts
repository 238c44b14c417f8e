import type { Parameter } from "@/lib/catalog/parameter"
import { grafanaDashboard } from "@/lib/dashboards/grafana"
import type { BundleFile, BundleItem, BundleRequest, Target } from "./bundle"
import { dashboardFile } from "./objects"
import { optionText } from "./option"
import { scrapeConfigs } from "./prometheus"
import { ruleGroups } from "./rules"
import { shellWord } from "./shell"
import { toYaml } from "./yaml"

const ADDRESS: Parameter = {
  name: "mimirUrl",
  type: "url",
  description: "Where Mimir answers",
  required: false,
  default: "http://mimir-gateway.mimir.svc",
  schemes: ["http", "https"],
}
const TENANT: Parameter = {
  name: "mimirTenant",
  type: "string",
  description: "Tenant, sent as X-Scope-OrgID",
  required: false,
  default: "anonymous",
  // What Mimir allows in a tenant's name and a shell takes as it is.
  pattern: "[A-Za-z0-9_.-]{1,150}",
}

/** Rules for the ruler of Grafana Mimir (and Cortex), and a configuration that scrapes and writes to it. */
export const mimir: Target = {
  id: "mimir",
  title: "Grafana Mimir",
  summary: "Rule files with a namespace for mimirtool, and scraping with remote write for Alloy or a Prometheus agent.",
  options: [ADDRESS, TENANT],
  usage(path, request) {
    const namespaces = request.items.map((item) => namespaceOf(request, item)).join(",")
    const address = shellWord(optionText(request, ADDRESS) ?? "")
    const server = `--address=${address} --id=${optionText(request, TENANT)}`
    return `mimirtool rules sync --rule-dirs=${path}/rules --namespaces=${namespaces} ${server}`
  },
  render: (request) => ({
    files: [
      { path: "agent.yml", content: toYaml(agentConfig(request)) },
      ...request.items.flatMap((item) => itemFiles(request, item)),
    ],
    objects: [],
  }),
}

/** The ruler's folder for the groups; `rules sync` replaces its whole content, so it is this bundle's own. */
function namespaceOf(request: BundleRequest, item: BundleItem): string {
  return request.items.length === 1 ? request.name : `${request.name}-${item.entry.id}`
}

function itemFiles(request: BundleRequest, item: BundleItem): BundleFile[] {
  const { entry } = item
  const groups = ruleGroups(request, item)
  const rules = { namespace: namespaceOf(request, item), groups }
  return [
    ...(groups.length === 0 ? [] : [{ path: `rules/${entry.id}.yaml`, content: toYaml(rules) }]),
    ...entry.dashboards.map((dashboard) => ({
      path: `dashboards/${dashboardFile(item, dashboard.id)}`,
      content: `${JSON.stringify(grafanaDashboard(entry, dashboard), null, 2)}\n`,
    })),
  ]
}

/** For `alloy run --config.format=prometheus`, or `prometheus --agent`; rules are the ruler's. */
function agentConfig(request: BundleRequest): Record<string, unknown> {
  const push = `${(optionText(request, ADDRESS) ?? "").replace(/\/+$/, "")}/api/v1/push`
  return {
    scrape_configs: request.items.flatMap(scrapeConfigs),
    remote_write: [{ url: push, headers: { "X-Scope-OrgID": optionText(request, TENANT) } }],
  }
}
