import { z } from "zod"
import { documentedEndpoints } from "./all"
import type { Answer, EndpointDocs } from "./endpoint"
import { API_ROOT } from "./links"
import { isList } from "./query"
import { schemas } from "./schemas/named"
import { Problem } from "./schemas/problem"

type Json = Record<string, unknown>

/** What the document says of the hub that it is for. */
export interface ApiInfo {
  /** Address of the hub without a slash at the end; undefined when it is not known. */
  siteUrl: string | undefined
  version: string
  /** Objects with keys that no schema names are invalid: for tests. Clients must expect new keys. */
  closed?: boolean
}

/** The parts of the reference in their order. */
export const TAGS: readonly { name: string; description: string }[] = [
  { name: "Search", description: "Find rules, dashboards, metrics and entries by names, symptoms and facets." },
  {
    name: "Entries",
    description: "Exporters with everything that belongs to them, and the versions they are proven on.",
  },
  { name: "Rules", description: "Alerting rules with runbooks, and recording rules, each with its evidence." },
  { name: "Dashboards", description: "In the hub's own model, and rendered for Grafana and Perses." },
  { name: "Metrics", description: "What the exporters show, and which rules and panels use it." },
  { name: "Bundles", description: "Everything to install an entry, for each way of installing." },
  { name: "Catalog", description: "The catalog as a whole: categories, numbers, checks and targets." },
]

/** The OpenAPI 3.1 document of the API, made from the schemas by which its answers are made. */
export function openApi(info: ApiInfo): Json {
  return {
    openapi: "3.1.1",
    info: {
      title: "ExporterHub API",
      version: info.version,
      summary: "Prometheus exporters with proven alerts, recording rules and dashboards, for programs.",
      description:
        "All of it is public and needs no key. Answers may gain keys within v1; none is taken away or changes its meaning.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url: `${info.siteUrl ?? ""}${API_ROOT}` }],
    tags: TAGS,
    paths: Object.fromEntries(documentedEndpoints.map((one) => [one.path || "/", { get: operation(one) }])),
    components: { schemas: componentSchemas(info.closed ?? false) },
  }
}

function operation({ id, tag, summary, description, params, query, answer }: EndpointDocs): Json {
  const inPath = parameters("path", params)
  const inQuery = parameters("query", query)
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(inPath.length + inQuery.length > 0 ? { parameters: [...inPath, ...inQuery] } : {}),
    responses: {
      "200": { description: "Fine", content: { [answer.type]: { schema: contentSchema(id, answer) } } },
      "304": { description: "Nothing has changed since the ETag in If-None-Match" },
      ...(inQuery.length > 0 ? { "400": failure("The query cannot be understood; `fields` says why") } : {}),
      ...(inPath.length > 0 || query.shape.entry
        ? { "404": failure("It is not there; `hint` names what is near") }
        : {}),
      ...(query.shape.digest ? { "409": failure("The hub now renders another bundle than that of `digest`") } : {}),
      default: failure("Something else went wrong"),
    },
  }
}

function failure(description: string): Json {
  const schema = { $ref: `#/components/schemas/${schemas.get(Problem)?.id}` }
  return { description, content: { "application/problem+json": { schema } } }
}

function parameters(place: "path" | "query", shape: z.ZodObject): Json[] {
  return Object.entries(shape.shape as Record<string, z.ZodType>).map(([name, schema]) => {
    const { description, default: preset, ...rest } = plain(z.toJSONSchema(schema, { io: "input" }))
    const required = place === "path" || !schema.safeParse(undefined).success
    return {
      name,
      in: place,
      required,
      ...(description === undefined ? {} : { description }),
      ...(isList(schema) ? { style: "form", explode: true } : {}),
      schema: { ...rest, ...(preset === undefined ? {} : { default: preset }) },
    }
  })
}

/** Answers without a name of their own are named after their operation. */
function contentSchema(id: string, answer: Answer): Json {
  if (answer.type !== "application/json") return { type: "string", description: answer.description }
  return { $ref: `#/components/schemas/${schemas.get(answer.schema)?.id ?? answerName(id)}` }
}

/** "listChecks" answers a "ChecksAnswer". */
function answerName(id: string): string {
  return `${id.replace(/^(list|get)/, "")}Answer`
}

function componentSchemas(closed: boolean): Json {
  const registry = z.registry<{ id: string; description?: string }>()
  for (const { schema, meta } of namedSchemas()) registry.add(schema, meta)
  const made = z.toJSONSchema(registry, {
    io: "output",
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      if (!closed && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      // A word of zod's own; the pattern beside it says the same.
      if (jsonSchema.format === "starts_with") delete jsonSchema.format
    },
  }).schemas
  const described = [...namedSchemas()].map(({ meta }): [string, Json] => {
    const { description = meta.description, ...rest } = plain(made[meta.id] ?? {})
    return [meta.id, { ...(description === undefined ? {} : { description }), ...rest }]
  })
  return Object.fromEntries(described.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Every schema that an answer is made of: those with a name, and the answers that have none. */
function* namedSchemas(): Generator<{ schema: z.ZodType; meta: { id: string; description?: string } }> {
  for (const [schema, meta] of schemas) yield { schema, meta }
  for (const { id, answer } of documentedEndpoints)
    if (answer.type === "application/json" && !schemas.has(answer.schema))
      yield { schema: answer.schema, meta: { id: answerName(id) } }
}

/** A JSON Schema without the keys that say which draft it is, and what it is called elsewhere. */
function plain({ $schema: _schema, $id: _id, id: _name, ...rest }: Json): Json {
  return rest
}
