import { z } from "zod"
import { oneLine } from "./one-line"
import { type FieldChange, fieldChanges, type PartChange } from "./rule-changes"
import { parseYaml } from "./yaml-source"

const Named = z.looseObject({ name: z.string() })
const LooseEntry = z.looseObject({
  versions: z.array(z.looseObject({ version: z.coerce.string(), image: z.string().optional() })).default([]),
  parameters: z.array(Named).default([]),
})
const LooseDashboard = z.looseObject({
  title: z.coerce.string().default(""),
  rows: z
    .array(z.looseObject({ panels: z.array(z.looseObject({ title: z.coerce.string().default("") })).default([]) }))
    .default([]),
})

/** What happened to versions, parameters and fields of `entry.yaml`; undefined when one side cannot be read. */
export function entryFileChanges(before: string | undefined, after: string | undefined): PartChange[] | undefined {
  const [old, now] = [before, after].map((text) => read(LooseEntry, text))
  if (!old || !now) return undefined
  const versions = namedChanges(
    "version",
    new Map(old.versions.map((one) => [one.version, one])),
    new Map(now.versions.map((one) => [one.version, one])),
  )
  const parameters = namedChanges(
    "parameter",
    new Map(old.parameters.map((one) => [one.name, one])),
    new Map(now.parameters.map((one) => [one.name, one])),
  )
  const fields = fieldChanges(flat(old), flat(now))
  const entry: PartChange[] =
    fields.length > 0 && before !== undefined ? [{ part: "entry", change: "changed", name: "entry.yaml", fields }] : []
  return [...versions, ...parameters, ...entry]
}

/** What happened to a dashboard and its panels; undefined when one side cannot be read. */
export function dashboardChanges(
  name: string,
  before: string | undefined,
  after: string | undefined,
): PartChange[] | undefined {
  const [old, now] = [before, after].map((text) => read(LooseDashboard, text))
  if (!old || !now) return undefined
  if (before === undefined) return [{ part: "dashboard", change: "added", name }]
  if (after === undefined) return [{ part: "dashboard", change: "removed", name }]
  const panels = namedChanges("panel", panelsOf(old), panelsOf(now))
  const { rows: _, ...oldRest } = old
  const { rows: _rows, ...nowRest } = now
  const fields = fieldChanges(flat(oldRest), flat(nowRest))
  return [
    ...(fields.length > 0 ? [{ part: "dashboard" as const, change: "changed" as const, name, fields }] : []),
    ...panels,
  ]
}

/** A text by a schema; what is not there is empty. */
function read<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  const value = text === undefined ? {} : parseYaml("", text).source?.value
  return schema.safeParse(value).data
}

function panelsOf({ rows }: z.infer<typeof LooseDashboard>): Map<string, Record<string, unknown>> {
  const panels = new Map<string, Record<string, unknown>>()
  for (const panel of rows.flatMap((row) => row.panels)) {
    let key = panel.title
    for (let i = 2; panels.has(key); i++) key = `${panel.title} (${i})`
    panels.set(key, panel)
  }
  return panels
}

function namedChanges(
  part: PartChange["part"],
  before: ReadonlyMap<string, Record<string, unknown>>,
  after: ReadonlyMap<string, Record<string, unknown>>,
): PartChange[] {
  const kept = [...after].flatMap(([name, item]): PartChange[] => {
    const old = before.get(name)
    if (!old) return [{ part, change: "added", name }]
    const fields: FieldChange[] = fieldChanges(flat(old), flat(item))
    return fields.length > 0 ? [{ part, change: "changed", name, fields }] : []
  })
  const gone = [...before.keys()].filter((name) => !after.has(name))
  return [...kept, ...gone.map((name): PartChange => ({ part, change: "removed", name }))]
}

/** An object's own fields as texts; versions and parameters have changes of their own. */
function flat(value: Readonly<Record<string, unknown>>): Map<string, string> {
  return new Map(
    Object.entries(value)
      .filter(([key]) => key !== "versions" && key !== "parameters")
      .map(([key, item]) => [key, typeof item === "string" ? item : JSON.stringify(item, laidOut)]),
  )
}

/** Objects with their keys in order, and expressions on one line: how they are laid out is no change. */
function laidOut(key: string, value: unknown): unknown {
  if (key === "expr" && typeof value === "string") return oneLine(value)
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
