import type { Path } from "@/lib/catalog/yaml-source"
import { nearestNames } from "@/lib/nearest-names"

/** What is wrong with a tuning, or not worth it: where in the tuning, what, and what to do about it. */
export interface TuningFault {
  severity: "error" | "warning"
  /** Keys from the root: entry, rule, field, and what is below the field. */
  path: Path
  message: string
  hint?: string
}

/** Something that keeps the tuning from being used. */
export function fault(path: Path, message: string, hint?: string): TuningFault {
  return { severity: "error", path, message, ...(hint === undefined ? {} : { hint }) }
}

/** Something that works, but is probably not meant. */
export function remark(path: Path, message: string, hint?: string): TuningFault {
  return { severity: "warning", path, message, ...(hint === undefined ? {} : { hint }) }
}

/** The hint for a name that is not known: the nearest ones, else all of a short list. */
export function nameHint(wrong: string, names: readonly string[], what: string): string {
  const near = nearestNames(wrong, names)
  if (near.length > 0) return `Did you mean ${near.join(" or ")}?`
  const shown = names.slice(0, 12).join(", ")
  return `The ${what} are ${shown}${names.length > 12 ? ` and ${names.length - 12} more` : ""}`
}
