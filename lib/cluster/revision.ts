import { gunzipSync, gzipSync } from "node:zlib"
import { z } from "zod"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { RecordedRequest } from "@/lib/bundle/recorded-request"
import { HubError } from "@/lib/error"
import type { LiveObject } from "./client"
import type { KeptField } from "./kept-field"
import type { PreflightOptions } from "./preflight/item"

/** One applied state of an install, as it is kept in the cluster. */
export interface Revision {
  /** From 1. */
  revision: number
  /** Of the bundle. */
  digest: string
  /** Ids of the entries in the bundle. */
  entries: readonly string[]
  /** ISO 8601, in UTC. */
  appliedAt: string
  /** How it came to be: "install", "upgrade", "rollback to 3". */
  cause: string
  /** What was applied. The values of Secrets are left out: a record must not be a copy of them. */
  objects: readonly KubeObject[]
  /** What the bundle was asked for with; undefined when it was handed over as objects. */
  request?: RecordedRequest | undefined
  /** What was chosen after a pre-flight. */
  preflight?: PreflightOptions | undefined
  /** Fields that stay with others. */
  kept: readonly KeptField[]
  /** Objects that were there before the install, as they were then. */
  adopted: readonly LiveObject[]
}

const object = z.custom<KubeObject>((value) => typeof value === "object" && value !== null)
const Ref = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
})
const Revision = z.object({
  revision: z.number().int(),
  digest: z.string(),
  entries: z.array(z.string()),
  appliedAt: z.string(),
  cause: z.string().default("install"),
  objects: z.array(object),
  request: RecordedRequest.optional(),
  preflight: z
    .object({
      forPrometheus: z.array(z.string()).optional(),
      skipKinds: z.array(z.string()).optional(),
      monitorNamespace: z.string().optional(),
    })
    .optional(),
  kept: z.array(z.object({ ref: Ref, field: z.string(), manager: z.string() })).default([]),
  adopted: z.array(z.custom<LiveObject>((value) => typeof value === "object" && value !== null)).default([]),
})

/** A revision as a value of a Secret's `data`: base64 of gzipped JSON. */
export function packRevision(revision: Revision): string {
  const text = JSON.stringify({ ...revision, objects: revision.objects.map(withoutSecrets) })
  return gzipSync(text, { level: 9 }).toString("base64")
}

/** Reads what packRevision wrote. */
export function unpackRevision(text: string): Revision {
  try {
    return Revision.parse(JSON.parse(gunzipSync(Buffer.from(text, "base64")).toString("utf8")))
  } catch (cause) {
    throw new HubError("upstream", "The record of the install cannot be read", {
      cause,
      hint: "It was changed by hand",
    })
  }
}

/** Whether a recorded object can be applied again as it is. */
export function isRestorable({ kind }: { kind: string }): boolean {
  return kind !== "Secret"
}

function withoutSecrets(object: KubeObject): KubeObject {
  if (isRestorable(object)) return object
  const { data: _, stringData: __, ...rest } = object
  return rest as KubeObject
}
