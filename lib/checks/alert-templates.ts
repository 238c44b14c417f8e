import { inside, type Origin } from "@/lib/catalog/entry"
import { type ParseResult, parseTemplate } from "@/lib/templates/parse"
import type { SubjectAlert } from "./subject"

/** A label or annotation of an alert, where it stands, and what its template parses to. */
export interface AlertTemplate {
  part: "labels" | "annotations"
  name: string
  at: Origin
  text: string
  result: ParseResult
}

const cache = new WeakMap<SubjectAlert, readonly AlertTemplate[]>()

/** Every template of an alert: its labels, then its annotations. */
export function alertTemplates(alert: SubjectAlert): readonly AlertTemplate[] {
  const known = cache.get(alert)
  if (known) return known
  const templates = (["labels", "annotations"] as const).flatMap((part) =>
    Object.entries(alert[part]).map(([name, text]) => ({
      part,
      name,
      at: inside(alert.at, part, name),
      text,
      result: parseTemplate(text),
    })),
  )
  cache.set(alert, templates)
  return templates
}
