import type { BundleItem, BundleRequest } from "@/lib/bundle/bundle"
import { toYaml } from "@/lib/bundle/yaml"
import type { ParameterValue } from "@/lib/catalog/parameter-values"
import { chartParameters } from "./parameters"

/** The chart's values.yaml: what the bundle was asked for, each value with its description; unset ones as comments. */
export function valuesFile(request: BundleRequest): string {
  const [only] = request.items
  const settings =
    request.items.length === 1 && only
      ? entryLines(only)
      : request.items.flatMap((item) => [`${item.entry.id}:`, ...entryLines(item).map(indented)])
  return `${[
    comment("Labels on monitors and rules, so that your Prometheus selects them, such as release: prometheus"),
    ...pair("labels", request.labels),
    ...settings,
  ].join("\n")}\n`
}

function entryLines(item: BundleItem): string[] {
  const image = item.entry.versions[0]?.image
  const parameters = chartParameters(item).flatMap((parameter) => {
    const value = Object.hasOwn(item.values, parameter.name) ? item.values[parameter.name] : undefined
    const about = comment(`${parameter.description}${parameter.required ? " (required)" : ""}`)
    return [about, ...(value === undefined ? [`# ${parameter.name}:`] : pair(parameter.name, value))]
  })
  return [
    ...(image === undefined ? [] : [comment("Image of the exporter"), ...pair("image", image)]),
    "parameters:",
    ...parameters.map(indented),
  ]
}

function pair(name: string, value: ParameterValue | Readonly<Record<string, string>>): string[] {
  return toYaml({ [name]: value })
    .trimEnd()
    .split("\n")
}

function indented(line: string): string {
  return `  ${line}`
}

/** Nothing in a description can end the line of its comment. */
function comment(text: string): string {
  return `# ${text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim()}`
}
