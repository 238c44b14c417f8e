import type { BundleItem } from "@/lib/bundle/bundle"
import type { TuningFault } from "@/lib/bundle/tuning/fault"
import { tune } from "@/lib/bundle/tuning/tune"
import { refuseFaults } from "@/lib/bundle/tuning/tuned-request"
import { ALL, readTuning, type Tuning } from "@/lib/bundle/tuning/tuning"
import type { Entry } from "@/lib/catalog/entry"

/** The tuning of an entry as it stands in a URL: `t.<Rule>.<field>`, and behind it the name of a label or a comparison. */
export type RawTuning = Readonly<Record<string, string>>

const PREFIX = "t."
/** Everything that comes behind the second dot belongs to one name: a comparison may have dots of its own. */
const KEY = /^([^.]+)\.([^.]+)(?:\.(.+))?$/s

/** The parameters that tune rules, without their prefix. Empty ones change nothing, but for labels: those are removed. */
export function readTuningQuery(params: URLSearchParams): RawTuning {
  const pairs = [...params].flatMap(([key, value]): [string, string][] => {
    if (!key.startsWith(PREFIX)) return []
    const removes = /^[^.]+\.(labels|annotations)\./.test(key.slice(PREFIX.length))
    return value.trim() !== "" || removes ? [[key.slice(PREFIX.length), value.trim()]] : []
  })
  return Object.fromEntries(pairs)
}

/** Writes them back into a URL. */
export function putTuningQuery(search: URLSearchParams, raw: RawTuning): void {
  for (const [key, value] of Object.entries(raw)) search.set(PREFIX + key, value)
}

/** The tuning that the parameters stand for; faults have their place in it. */
export function tuningOfQuery(entry: Entry, raw: RawTuning): { tuning: Tuning; faults: readonly TuningFault[] } {
  const rules = new Map<string, Map<string, unknown>>()
  for (const [key, text] of Object.entries(raw)) {
    const [, rule = key, field = "", name] = KEY.exec(key) ?? []
    const changes = rules.get(rule) ?? new Map<string, unknown>()
    const value = typed(field, text)
    const before = changes.get(field)
    changes.set(field, name === undefined ? value : { ...(typeof before === "object" ? before : {}), [name]: value })
    rules.set(rule, changes)
  }
  if (rules.size === 0) return { tuning: {}, faults: [] }
  return readTuning({
    [entry.id]: Object.fromEntries([...rules].map(([rule, one]) => [rule, Object.fromEntries(one)])),
  })
}

function typed(field: string, text: string): unknown {
  if (field === "enabled") return text === "true" ? true : text === "false" ? false : text
  if (field === "threshold") return Number.isFinite(Number(text)) ? Number(text) : text
  if (field === "labels" || field === "annotations") return text === "" ? null : text
  return text
}

/** The field of a form that a place in the tuning is for: "t.RedisDown.for". */
export function tuningField([, ...path]: TuningFault["path"]): string {
  return PREFIX + path.join(".")
}

/** The tuning of an entry in a bundle. Throws HubError("usage") that names every parameter that cannot be. */
export function tuningFor(item: BundleItem, raw: RawTuning): Tuning | undefined {
  const { tuning, faults } = tuningOfQuery(item.entry, raw)
  refuseFaults([...faults, ...tune([item], tuning).faults], tuningField)
  return Object.keys(tuning).length > 0 ? tuning : undefined
}

/** A flag of the CLI with its value. */
type Flag = readonly [name: string, value: string]

/** The flags of the CLI that tune in the same way; undefined where there is no flag for it, and it takes a file. */
export function tuningFlags(entry: Entry, raw: RawTuning): readonly Flag[] | undefined {
  const { tuning } = tuningOfQuery(entry, raw)
  const flags = Object.entries(tuning[entry.id] ?? {}).flatMap(([rule, changes]) =>
    Object.entries(changes).flatMap(([field, value]) => flagsOf(rule, field, value)),
  )
  const known = flags.filter((flag) => flag !== undefined)
  return known.length === flags.length ? known : undefined
}

function flagsOf(rule: string, field: string, value: unknown): readonly (Flag | undefined)[] {
  if (field === "matchers" && rule === ALL) return [["matcher", String(value)]]
  if (rule === ALL) return [undefined]
  if (field === "enabled" && value === false) return [["disable", rule]]
  if (field === "threshold" && typeof value === "object")
    return Object.entries(Object(value)).map(([key, number]) =>
      /^\d+$/.test(key) ? ["threshold", `${rule}#${key}=${number}`] : undefined,
    )
  return [["threshold", "for", "severity"].includes(field) ? [field, `${rule}=${value}`] : undefined]
}
