import { z } from "zod"
import { type FieldFault, HubError } from "@/lib/error"

/**
 * Query parameters as a schema has them: repeated ones become lists. Throws HubError("usage") that names every parameter
 * which is unknown, malformed, or given twice.
 */
export function readQuery(schema: z.ZodObject, params: URLSearchParams): Record<string, unknown> {
  const faults: FieldFault[] = []
  const raw: Record<string, string | string[]> = {}
  for (const name of new Set(params.keys())) {
    const field = Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : undefined
    const values = params.getAll(name)
    if (!field) faults.push({ field: name.slice(0, 100), message: `is no parameter; ${known(schema)}` })
    else if (isList(field)) raw[name] = values.filter(Boolean)
    else if (values.length > 1) faults.push({ field: name, message: "is given more than once" })
    else if (values[0]) raw[name] = values[0]
  }
  const parsed = schema.safeParse(raw)
  for (const { path, message } of parsed.error?.issues ?? []) faults.push({ field: String(path[0]), message })
  if (parsed.data && faults.length === 0) return parsed.data
  throw new HubError("usage", faults.map(({ field, message }) => `${field} ${message}`).join("; "), { fields: faults })
}

function known(schema: z.ZodObject): string {
  const names = Object.keys(schema.shape)
  return names.length === 0 ? "there are none" : `there are ${names.join(", ")}`
}

/** Whether a parameter may be repeated. */
export function isList(field: z.ZodType): boolean {
  let inner = field
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType
  return inner instanceof z.ZodArray
}
