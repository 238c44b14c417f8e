import { isGrafanaDashboard } from "@/lib/dashboards/grafana-queries"
import { formatRunbook } from "./format-runbook"
import { type Formatted, formatYaml } from "./format-yaml"
import type { FileKind } from "./key-order"
import { portableDashboard } from "./portable-dashboard"

/** The files of an entry that `fmt` knows how to write, by their place in its folder. */
const PLACES: readonly (readonly [RegExp, FileKind])[] = [
  [/(?:^|\/)entry\.yaml$/, "entry"],
  [/(?:^|\/)rules\/[^/]+\.ya?ml$/, "rules"],
  [/(?:^|\/)tests\/[^/]+\.ya?ml$/, "tests"],
  [/(?:^|\/)dashboards\/[^/]+\.ya?ml$/, "dashboard"],
]

/** Keys at the top of a file by which it is known anywhere else. */
const SIGNS: readonly (readonly [RegExp, FileKind])[] = [
  [/^schema:\s*exporterhub\//m, "entry"],
  [/^rule_files:/m, "tests"],
  [/^groups:/m, "rules"],
]

/** Whether `fmt` has a form for a file of this name. */
export function isFormattable(file: string): boolean {
  return /\.(?:ya?ml|json)$/.test(file) || /(?:^|\/)runbooks\/[^/]+\.md$/.test(file)
}

/** A file of an entry, or one like it, in canonical form; idempotent, and the same to everything that reads it. */
export function format(file: string, text: string): Formatted {
  if (file.endsWith(".md")) return formatRunbook(file, text)
  if (file.endsWith(".json")) return formatJson(file, text)
  const kind = PLACES.find(([pattern]) => pattern.test(file)) ?? SIGNS.find(([pattern]) => pattern.test(text))
  return formatYaml(file, text, kind?.[1])
}

function formatJson(file: string, text: string): Formatted {
  const problem = (message: string): Formatted => ({
    text,
    problems: [{ check: "format", severity: "error", file, line: 1, column: 1, message }],
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return problem(`This is not JSON: ${(error as Error).message}`)
  }
  if (!isGrafanaDashboard(value)) return problem("This is no dashboard as Grafana exports it")
  return { text: `${JSON.stringify(portableDashboard(value, file), null, 2)}\n`, problems: [] }
}
