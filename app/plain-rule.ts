import type { Alert, Recording } from "@/lib/catalog/entry"

/** A rule as its file has it: without what was found out about it, and without labels where it has none. */
export function plainRule({ group: _group, origin: _origin, ...rule }: Alert | Recording): object {
  const { labels, ...rest } = rule
  return Object.keys(labels).length > 0 ? rule : rest
}
