import type { z } from "zod"
import type { ApiHub } from "./hub"

/** What comes back, by its media type. */
export type Answer =
  | { type: "application/json"; schema: z.ZodType }
  | { type: "text/markdown" | "text/plain" | "application/yaml" | "application/octet-stream"; description: string }

/** Values of a call for the reference and its tests; a list becomes a repeated parameter. */
export type Example = Readonly<Record<string, string | readonly string[]>>

/** One thing that can be asked for with GET, as the reference describes it. */
export interface EndpointDocs {
  /** Name of the operation, lowerCamelCase and unique. */
  id: string
  /** Below /api/v1, with parameters in braces: "/entries/{entry}". */
  path: string
  /** The part of the reference that it stands in. */
  tag: string
  /** One sentence without a full stop. */
  summary: string
  /** What else is worth knowing: sentences. */
  description?: string
  /** Parameters of the path. */
  params: z.ZodObject
  /** Parameters of the query; others are refused, but where the query is open. */
  query: z.ZodObject
  answer: Answer
  example: { params?: Example; query?: Example }
}

/** One that is answered from the hub alone, and so the same until the catalog changes. */
export interface Endpoint extends EndpointDocs {
  /** Throws HubError for what is not there or cannot be asked. */
  read(hub: ApiHub, params: Record<string, unknown>, query: Record<string, unknown>): unknown
}

/** Definition of an endpoint, with the types of its parameters. */
interface Definition<P extends z.ZodObject, Q extends z.ZodObject> extends EndpointDocs {
  params: P
  query: Q
  read(hub: ApiHub, params: z.infer<P>, query: z.infer<Q>): unknown
}

/** An endpoint; its `read` sees parameters as their schemas have them. */
export function endpoint<P extends z.ZodObject, Q extends z.ZodObject>(definition: Definition<P, Q>): Endpoint {
  // Whoever calls read has parsed the parameters with these two schemas.
  return { ...definition, read: definition.read as unknown as Endpoint["read"] }
}
