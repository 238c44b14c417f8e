import type { MetricChange } from "@/lib/catalog/capture-diff"
import type { TouchedContent, VersionDiff } from "@/lib/checks/diff-impact"
import type { Bump } from "@/lib/contribute/bump"
import { formatProblem } from "@/lib/problem"
import { paint, type Terminal } from "./terminal"

const SIGNS = { added: "+", removed: "-", changed: "~" } as const
const COLORS = { added: "green", removed: "red", changed: "yellow" } as const

/** What a new version changes, metric by metric, with the rules, panels and tests that each change touches by name. */
export function printBump(terminal: Terminal, id: string, { diff, missingStates, problems }: Bump): void {
  for (const change of diff.metrics) {
    terminal.out(paint(terminal, COLORS[change.kind], `${SIGNS[change.kind]} ${changeWords(change)}`))
    for (const touched of change.touches)
      terminal.out(paint(terminal, touched.effect === "breaks" ? "red" : "dim", `    ${touchWords(touched)}`))
  }
  if (missingStates.length > 0) {
    const lost = diff.unknown.filter(({ version }) => version === "from").length
    terminal.out(
      `? not recorded anew: ${missingStates.join(", ")}; unknown are the metrics that only they show (${lost})`,
    )
  }
  for (const problem of problems)
    terminal.out(paint(terminal, problem.severity === "error" ? "red" : "yellow", formatProblem(problem)))
  const broken = brokenNames(diff).length
  terminal.err(
    paint(
      terminal,
      broken + problems.length > 0 ? "red" : "green",
      `${id} ${diff.from} to ${diff.to}: ${countWords(diff)}; breaks ${broken === 0 ? "nothing" : broken}; ${problems.length} ${problems.length === 1 ? "problem" : "problems"}`,
    ),
  )
}

/** Everything that does not work with the new version: rules, panels and tests, each once. */
export function brokenNames({ metrics }: VersionDiff): readonly { kind: string; name: string; file: string }[] {
  const found = new Map<string, { kind: string; name: string; file: string }>()
  for (const { kind, name, file, effect } of metrics.flatMap(({ touches }) => touches))
    if (effect === "breaks") found.set(`${kind} ${file} ${name}`, { kind, name, file })
  return [...found.values()]
}

function countWords({ metrics, same }: VersionDiff): string {
  const count = (kind: string) => metrics.filter((change) => change.kind === kind).length
  return `metrics: ${count("added")} added, ${count("removed")} removed, ${count("changed")} changed, ${same} alike`
}

function changeWords(change: MetricChange): string {
  const { name, type } = change.metric
  if (change.kind !== "changed") {
    const other =
      change.twin === undefined ? "" : change.kind === "added" ? `, was ${change.twin}` : `, now ${change.twin}`
    return `${name} (${type})${other}`
  }
  const { type: types, labels, samples, help } = change.changes
  const list = (word: string, sides: { added: string[]; removed: string[] } | undefined): string[] => [
    ...(sides?.added ?? []).map((added) => `${word} +${added}`),
    ...(sides?.removed ?? []).map((removed) => `${word} -${removed}`),
  ]
  const parts = [
    ...(types ? [`${types.from} is ${types.to} now`] : []),
    ...list("label", labels),
    ...list("sample", samples),
    ...(help ? ["help text"] : []),
  ]
  return `${name}: ${parts.join(", ")}`
}

function touchWords({ effect, kind, name, file, why, via, count }: TouchedContent): string {
  const what =
    kind === "tests" ? `${count ?? 0} series in ${name}` : `${kind} ${name} (${file.replace(/^[^/]*\//, "")})`
  return `${effect} ${what}: ${why}${via === undefined ? "" : `, by way of ${via}`}`
}
