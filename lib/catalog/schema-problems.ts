import type { z } from "zod"
import type { Problem } from "@/lib/problem"
import type { Path, YamlSource } from "./yaml-source"

type Issue = z.core.$ZodIssue

/** Parses a YAML file's value by a schema; every violation is a problem at its own line and column. */
export function parseWith<T>(schema: z.ZodType<T>, source: YamlSource): { value?: T; problems: Problem[] } {
  const result = schema.safeParse(source.value)
  if (result.success) return { value: result.data, problems: [] }
  return { problems: result.error.issues.flatMap((issue) => toProblems(issue, source, [])) }
}

function toProblems(issue: Issue, source: YamlSource, prefix: Path): Problem[] {
  const path = [...prefix, ...(issue.path as (string | number)[])]
  const problem = (at: Path, message: string, side: "key" | "value", hint?: string): Problem => ({
    check: "schema",
    severity: "error",
    file: source.file,
    ...source.locate(at, { side }),
    message,
    ...(hint === undefined ? {} : { hint }),
  })
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => problem([...path, key], `Unknown key "${key}"${inside(path)}`, "key"))
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // The branch with the fewest faults is the one the author meant.
    const best = issue.errors.reduce((a, b) => (faults(b) < faults(a) ? b : a))
    if (best.some((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys"))
      return best.flatMap((inner) => toProblems(inner, source, path))
  }
  const missing = issue.code === "invalid_type" && valueAt(source.value, path) === undefined
  const name = path.at(-1)
  if (missing) return [problem(path.slice(0, -1), `"${String(name)}" is missing${inside(path.slice(0, -1))}`, "value")]
  return [problem(path, `${pathText(path) || "The file"}: ${issue.message}`, "value")]
}

function faults(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0)
}

function inside(path: Path): string {
  return path.length === 0 ? "" : ` in ${pathText(path)}`
}

/** A path as people write it: `groups[0].rules[2].expr`. */
function pathText(path: Path): string {
  return path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("")
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined | null)?.[step], value)
}
