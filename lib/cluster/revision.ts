import { gunzipSync, gzipSync } from "node:zlib"
import { z } from "zod"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"

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
  /** What was applied. The values of Secrets are left out: a record must not be a copy of them. */
  objects: readonly KubeObject[]
}

const Revision = z.object({
  revision: z.number().int(),
  digest: z.string(),
  entries: z.array(z.string()),
  appliedAt: z.string(),
  objects: z.array(z.custom<KubeObject>((value) => typeof value === "object" && value !== null)),
})

/** A revision as a value of a Secret's `data`: base64 of gzipped JSON. */
export function packRevision(revision: Revision): string {
  return gzipSync(JSON.stringify({ ...revision, objects: revision.objects.map(withoutSecrets) }), {
    level: 9,
  }).toString("base64")
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
export function isRestorable(object: KubeObject): boolean {
  return object.kind !== "Secret"
}

function withoutSecrets(object: KubeObject): KubeObject {
  if (isRestorable(object)) return object
  const { data: _, stringData: __, ...rest } = object
  return rest as KubeObject
}
