import { nearestNames } from "@/lib/nearest-names"

/**
 * Labels that scrapes of Kubernetes and of other service discoveries put on series, beside job and instance: a capture
 * cannot show them, and a rule from outside of the catalog may well use them.
 */
export const DISCOVERED_LABELS: readonly string[] =
  "namespace pod container endpoint service node cluster prometheus replica app component environment env stage region zone datacenter dc host hostname team tenant metrics_path".split(
    " ",
  )

/** What to say of a label that is not among those there: the nearest ones, else all that the metrics themselves have. */
export function labelHint(verb: "has" | "keeps", wrong: string, labels: ReadonlySet<string>): string {
  const near = nearestNames(wrong, labels)
  if (near.length > 0) return `Did you mean ${near.join(" or ")}?`
  const own = [...labels].filter((label) => !DISCOVERED_LABELS.includes(label)).sort()
  return own.length === 0 ? `It ${verb} no label of its own` : `It ${verb} ${own.join(", ")}`
}
