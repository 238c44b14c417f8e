import { z } from "zod"
import { type Endpoint, type EndpointDocs, endpoint } from "../endpoint"
import { API_ROOT } from "../links"
import { Index } from "../schemas/catalog"

const none = z.object({})

/** The way in: what there is and where it is described. */
export function indexEndpoint(others: readonly EndpointDocs[]): Endpoint {
  return endpoint({
    id: "getIndex",
    path: "",
    tag: "Catalog",
    summary: "Find out what there is",
    params: none,
    query: none,
    answer: { type: "application/json", schema: Index },
    example: {},
    read: ({ version }) => ({
      name: "ExporterHub",
      version,
      openapi: `${API_ROOT}/openapi.json`,
      documentation: "/docs/api",
      endpoints: others.map(({ id, path, summary }) => ({ id, path: `${API_ROOT}${path}`, summary })),
    }),
  })
}
