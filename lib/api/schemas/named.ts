import { z } from "zod"

/** The schemas that have a name of their own in the OpenAPI document. */
export const schemas = new Map<z.ZodType, { id: string; description: string }>()

/** Gives a schema its name, by which others refer to it; `description` is one sentence for the reference. */
export function named<S extends z.ZodType>(id: string, description: string, schema: S): S {
  schemas.set(schema, { id, description })
  return schema
}

/** A path on this hub, from its root. */
export const SitePath = z.string().startsWith("/")

/** Where to read on about an object. */
export const links = { url: SitePath.describe("Page on this hub"), api: SitePath.describe("This object in the API") }

/** One page of a list. */
export function listOf<S extends z.ZodType>(id: string, item: S) {
  return named(
    id,
    "One page of a list; `next` is the path of the page behind it.",
    z.object({
      total: z.int().min(0).describe("Items on all pages"),
      items: z.array(item),
      next: SitePath.nullable().describe("Path of the next page; null on the last one"),
    }),
  )
}
