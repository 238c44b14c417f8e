import { nearestNames } from "@/lib/nearest-names"
import { DISCOVERED_LABELS } from "./target-labels"

/** What to say of a label that is not among those there: the nearest ones, else all that the metrics themselves have. */
export function labelHint(verb: "has" | "keeps", wrong: string, labels: ReadonlySet<string>): string {
  const near = nearestNames(wrong, labels)
  if (near.length > 0) return `Did you mean ${near.join(" or ")}?`
  const own = [...labels].filter((label) => !DISCOVERED_LABELS.includes(label)).sort()
  return own.length === 0 ? `It ${verb} no label of its own` : `It ${verb} ${own.join(", ")}`
}
