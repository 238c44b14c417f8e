import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import { ApiError } from "./api-error"
import type { Applied, ClusterClient, ResourceType } from "./client"
import { groupKind, type Kinds, kindsOf } from "./kinds"

const PAUSE_MS = 250
const TRIES = 40

/** The kinds of the cluster, once all of these objects' kinds are among them: a CRD is served a moment after it is established. */
export async function untilServed(client: ClusterClient, kinds: Kinds, objects: readonly KubeObject[]): Promise<Kinds> {
  let now = kinds
  for (let tries = 1; ; tries++) {
    const absent = objects.find((object) => !now.find(object))
    if (!absent) return now
    if (tries > TRIES)
      throw new HubError("timeout", `The cluster does not serve ${groupKind(absent)}, though its CRD is there`)
    if (tries > 1) await client.clock.sleep(PAUSE_MS)
    now = await kindsOf(client, { fresh: true })
  }
}

/** Applies an object of a kind that may just have come: of several API servers, some may not know it yet. */
export async function applyNew(client: ClusterClient, type: ResourceType, object: KubeObject): Promise<Applied> {
  for (let tries = 1; ; tries++) {
    try {
      return await client.apply(type, object)
    } catch (error) {
      // Without a name in the answer it is the path that is not known, not the object or its namespace.
      const unknown = error instanceof ApiError && error.status === 404 && error.about.name === undefined
      if (!unknown || tries > TRIES) throw error
      await client.clock.sleep(PAUSE_MS)
    }
  }
}
