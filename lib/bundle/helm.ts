import type { Parameter } from "@/lib/catalog/parameter"
import { grafanaDashboard } from "@/lib/dashboards/grafana"
import type { FieldFault } from "@/lib/error"
import { tgz } from "./archive"
import type { BundleFile, BundleItem, BundleRequest, Target } from "./bundle"
import { chartReadme } from "./helm/chart-readme"
import { HELPERS } from "./helm/helpers"
import { configName, rulesPath, templateConfig, templateObjects } from "./helm/objects"
import { quoted, RELEASE_NAME, RELEASE_NAMESPACE, templateYaml } from "./helm/template"
import { valuesFile } from "./helm/values-file"
import { valuesSchema } from "./helm/values-schema"
import { optionText } from "./option"
import { ruleGroups } from "./rules"
import { toYaml } from "./yaml"

const CHART_VERSION: Parameter = {
  name: "chartVersion",
  type: "string",
  description: "Version of the chart, as semantic versioning writes it",
  required: false,
  default: "0.1.0",
  pattern:
    "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?",
}

/** A Helm chart with the objects of the operator target. */
export const helm: Target = {
  id: "helm",
  title: "Helm chart",
  summary: "A chart of your own with the same objects; your values stay settable, and a schema guards them.",
  options: [CHART_VERSION],
  usage: (path, { name, namespace }) =>
    `helm upgrade --install ${name} ${path} --namespace ${namespace} --create-namespace`,
  refuses: refusal,
  render: (request) => ({
    files: [
      { path: "Chart.yaml", content: toYaml(chartOf(request)) },
      { path: "values.yaml", content: valuesFile(request) },
      { path: "values.schema.json", content: `${JSON.stringify(valuesSchema(request), null, 2)}\n` },
      { path: "README.md", content: chartReadme(request) },
      { path: "templates/_helpers.tpl", content: HELPERS },
      ...request.items.flatMap((item) => itemFiles(request, item)),
    ],
    objects: [],
  }),
  pack: (files, request) => ({
    name: `${request.name}-${optionText(request, CHART_VERSION)}.tgz`,
    mediaType: "application/gzip",
    bytes: tgz(request.name, files),
  }),
}

/** The two characters that stand for the release's name and namespace while a chart is made must not be there before. */
function refusal({ items }: BundleRequest): FieldFault | undefined {
  const taken = items.find(({ entry: { deploy, scrape, probe } }) =>
    [RELEASE_NAME, RELEASE_NAMESPACE].some((char) => JSON.stringify([deploy, scrape, probe]).includes(char)),
  )
  return taken && { field: "entries", message: `has ${taken.entry.id}, whose deploy block contains U+E000 or U+E001` }
}

function chartOf(request: BundleRequest): Record<string, unknown> {
  const [only, ...more] = request.items
  const version = more.length === 0 ? only?.entry.versions[0]?.version : undefined
  const titles = request.items.map(({ entry }) => entry.title).join(", ")
  return {
    apiVersion: "v2",
    name: request.name,
    description: `${titles} with alert rules, recording rules and dashboards`,
    type: "application",
    version: optionText(request, CHART_VERSION),
    ...(version === undefined ? {} : { appVersion: version }),
    keywords: ["prometheus", "exporter", ...request.items.map(({ entry }) => entry.id)],
    sources: request.items.map(({ entry }) => entry.source),
  }
}

function itemFiles(request: BundleRequest, item: BundleItem): BundleFile[] {
  const { entry } = item
  const groups = ruleGroups(request, item)
  const dashboards = entry.dashboards.map((dashboard) => ({
    path: `dashboards/${entry.id}-${dashboard.id}.json`,
    content: `${JSON.stringify(grafanaDashboard(entry, dashboard), null, 2)}\n`,
  }))
  return [
    { path: `templates/${entry.id}.yaml`, content: templateFile(request, item) },
    ...(groups.length === 0 ? [] : [{ path: rulesPath(item), content: toYaml({ groups }) }]),
    ...dashboards,
  ]
}

function templateFile(request: BundleRequest, item: BundleItem): string {
  const config = templateConfig(request, item)
  const definition = config ? `{{- define ${quoted(configName(item))} -}}\n${templateYaml(config)}{{- end }}\n` : ""
  const documents = templateObjects(request, item).map((object) => `---\n${templateYaml(object)}`)
  return `${definition}{{- include "exporterhub.check" $ }}\n${documents.join("")}`
}
