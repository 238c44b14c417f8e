import { z } from "zod"
import { targets } from "@/lib/bundle/all"
import type { EndpointDocs } from "../endpoint"
import { Bundle } from "../schemas/bundle"

const query = z.looseObject({
  entry: z.string().describe("Id of the entry"),
  target: z
    .enum(targets.map(({ id }) => id))
    .default("operator")
    .describe("Output format"),
  namespace: z.string().default("monitoring").describe("Namespace of the objects"),
  name: z.string().optional().describe("Name of the install; the entry's id when not given"),
  labels: z.string().optional().describe("Labels on monitors and rules: `key=value, key=value`"),
  examples: z.enum(["true", "false"]).optional().describe("Required parameters take the entry's example values"),
  digest: z.string().optional().describe("Answer this very bundle, or refuse with 409"),
})

const example = { query: { entry: "redis-exporter", "p.address": "redis://redis.default:6379" } }
const OPEN =
  "Parameters of the entry are `p.<name>` (a secret is `p.<name>.secret` and `p.<name>.key`: where it lies, never its value), options of the target `o.<name>`, changes to rules `t.<Rule>.<field>`."

/** Bundles are made from open queries by the site's own builder, so these two are described here and carried out there. */
export const bundleEndpoints: readonly EndpointDocs[] = [
  {
    id: "getBundle",
    path: "/bundle",
    tag: "Bundles",
    summary: "Render the install bundle of an entry",
    description: `The same question gives the same bytes, and so the same digest. ${OPEN}`,
    params: z.object({}),
    query,
    answer: { type: "application/json", schema: Bundle },
    example,
  },
  {
    id: "downloadBundle",
    path: "/bundle/download",
    tag: "Bundles",
    summary: "Download a bundle",
    description:
      "YAML where the bundle is one file, the chart or archive of targets that have one, else a zip. With `digest` the link never answers anything else: use it for GitOps.",
    params: z.object({}),
    query: query.extend({ format: z.enum(["yaml", "zip", "archive"]).optional().describe("Ask for one form") }),
    answer: { type: "application/yaml", description: "The files; `X-Bundle-Digest` carries the digest" },
    example,
  },
]
