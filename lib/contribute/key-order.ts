import { z } from "zod"
import { DashboardFile } from "@/lib/catalog/dashboard-file"
import { EntryFile } from "@/lib/catalog/entry-file"
import { RuleFile } from "@/lib/catalog/rule-file"
import { RuleTestFile } from "@/lib/catalog/rule-test-file"

/** The kinds of YAML files that have an order of keys. */
export type FileKind = "entry" | "rules" | "tests" | "dashboard"

/** Keys on the way to a value; "*" for any item of a list. */
export type KeyPath = readonly string[]

const SCHEMAS: Record<FileKind, z.ZodType> = {
  entry: EntryFile,
  rules: RuleFile,
  tests: RuleTestFile,
  dashboard: DashboardFile,
}

/** Where the order of a schema is not that in which people read. */
const OVERRIDES: Readonly<Record<string, readonly string[]>> = {
  "entry parameters.*": [
    "name",
    "type",
    "schemes",
    "options",
    "min",
    "max",
    "pattern",
    "required",
    "default",
    "example",
  ],
  "rules groups.*.rules.*": ["record", "alert"],
  "rules groups.*.rules.*.annotations": ["summary", "description"],
  "dashboard rows.*.panels.*": ["title", "kind", "description", "unit", "decimals", "min", "max", "width", "height"],
}

/** The canonical order of the keys of the map at `path`: that of the schema. Empty where the file's own order counts. */
export function keyOrder(kind: FileKind, path: KeyPath): readonly string[] {
  const place = `${kind} ${path.join(".")}`
  const known = cache.get(place)
  if (known) return known
  const found = path.reduce<z.ZodType[]>((schemas, step) => schemas.flatMap((one) => into(one, step)), [SCHEMAS[kind]])
  const keys = found.flatMap(objects).flatMap((object) => Object.keys(object.shape))
  const order = [...new Set([...(OVERRIDES[place] ?? []), ...keys])]
  cache.set(place, order)
  return order
}

const cache = new Map<string, readonly string[]>()

/** The object schemas that a value may have. */
function objects(schema: z.ZodType): z.ZodObject[] {
  if (schema instanceof z.ZodObject) return [schema]
  return alternatives(schema).flatMap(objects)
}

function into(schema: z.ZodType, step: string): z.ZodType[] {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, step) ? [schema.shape[step] as z.ZodType] : []
  if (schema instanceof z.ZodArray) return step === "*" ? [schema.element as z.ZodType] : []
  if (schema instanceof z.ZodRecord) return [schema.valueType as z.ZodType]
  return alternatives(schema).flatMap((one) => into(one, step))
}

/** What a schema that only wraps or joins others stands for. */
function alternatives(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return [schema.unwrap() as z.ZodType]
  if (schema instanceof z.ZodUnion) return schema.options as z.ZodType[]
  if (schema instanceof z.ZodIntersection) return [schema.def.left as z.ZodType, schema.def.right as z.ZodType]
  if (schema instanceof z.ZodPipe) return [schema.def.in as z.ZodType]
  return []
}

/** Items in the order of their keys; those with unknown keys keep their own order, behind the known ones. */
export function inOrder<T>(items: readonly T[], keyOf: (item: T) => string, order: readonly string[]): T[] {
  const rank = (item: T): number => {
    const at = order.indexOf(keyOf(item))
    return at === -1 ? order.length : at
  }
  return [...items].sort((a, b) => rank(a) - rank(b))
}
