import type { BundleItem, BundleRequest } from "@/lib/bundle/bundle"
import { valueText } from "@/lib/catalog/parameter-values"
import { chartParameters } from "./parameters"

/** The README of a chart: how it is installed, and what can be set. */
export function chartReadme(request: BundleRequest): string {
  const single = request.items.length === 1
  const sections = request.items.map((item) => section(item, single ? "parameters" : `${item.entry.id}.parameters`))
  return `# ${request.name}

${request.items.map(({ entry }) => `- ${line(entry.title)}: ${line(entry.summary)}`).join("\n")}

Made by ExporterHub from proven rules and dashboards. It needs the custom resources of the Prometheus operator.

    helm upgrade --install ${request.name} . --namespace ${request.namespace} --create-namespace

The name of the release names all objects: at most 40 characters. Secrets are not part of the chart; create them first and
name them in the values. \`values.schema.json\` refuses values that the exporter could not work with.

Rules and dashboards lie in \`rules/\` and \`dashboards/\` as Prometheus and Grafana read them, outside of all templates.

| value | default | meaning |
|---|---|---|
| \`labels\` | ${code(JSON.stringify(request.labels))} | labels on monitors and rules, so that your Prometheus selects them |
${sections.join("\n")}
`
}

function section(item: BundleItem, path: string): string {
  return chartParameters(item)
    .map((parameter) => {
      const value = Object.hasOwn(item.values, parameter.name) ? item.values[parameter.name] : undefined
      const preset = value === undefined ? "" : code(valueText(value))
      return `| \`${path}.${parameter.name}\` | ${preset} | ${line(parameter.description)} |`
    })
    .join("\n")
}

function code(text: string): string {
  return `<code>${line(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"))}</code>`
}

/** One line of text that cannot leave its table cell. */
function line(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[|`*_[\]\\]/g, "\\$&")
    .trim()
}
