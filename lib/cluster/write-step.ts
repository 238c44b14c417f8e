import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import { migratedManagers } from "./adoption"
import { ApiError } from "./api-error"
import { PART_OF } from "./apply-set"
import { type Applied, type ClusterClient, FIELD_MANAGER, type LiveObject, type ResourceType } from "./client"
import { refOf, refText } from "./kinds"
import { conflictsOf, ownerOf } from "./ownership"
import type { Step } from "./plan-item"
import { applyNew } from "./served"

/**
 * No object ever has this version: etcd counts from 2. Sent with an apply, the API server refuses it for an object that
 * exists (409), and takes it for one that does not; found by trying on 1.33, for built-in kinds and custom resources alike.
 */
const NEW_ONLY = "1"

/**
 * Writes one object of a plan, if it still is what the plan saw: one that was made, deleted or made again since is refused
 * and stays as it is.
 */
export async function writeStep(client: ClusterClient, type: ResourceType, step: Step): Promise<Applied> {
  const { object, live, item, force = false } = step
  if (!live) return writeNew(client, type, object, item.action === "deferred")
  const { uid } = step.adopt ? await withOurManager(client, type, live) : live.metadata
  return client.apply(type, { ...object, metadata: { ...object.metadata, uid } }, { force })
}

/** What kubectl applied becomes ours first, so that our apply can take away what is not in the bundle. */
async function withOurManager(
  client: ClusterClient,
  type: ResourceType,
  live: LiveObject,
): Promise<LiveObject["metadata"]> {
  const managers = migratedManagers(live)
  return managers ? (await client.setManagers(type, live, managers)).metadata : live.metadata
}

async function writeNew(
  client: ClusterClient,
  type: ResourceType,
  object: KubeObject,
  mayBeUnknown: boolean,
): Promise<Applied> {
  const wanted = { ...object, metadata: { ...object.metadata, resourceVersion: NEW_ONLY } }
  try {
    return await (mayBeUnknown ? applyNew(client, type, wanted) : client.apply(type, wanted))
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 409)) throw error
    const live = await client.get(type, object.metadata.name, object.metadata.namespace)
    if (!live) throw error
    // A try whose answer was lost: the object is there, as nobody else would have made it.
    if (madeByUs(live, object) && conflictsOf(error.causes).length === 0)
      return { ...(await client.apply(type, object)), created: true }
    throw new HubError(
      "conflict",
      `${refText(refOf(object))} was made since the plan; it belongs to: ${ownerOf(live)}`,
      { cause: error, hint: "Plan again" },
    )
  }
}

function madeByUs({ metadata }: LiveObject, object: KubeObject): boolean {
  const managers = (metadata.managedFields ?? []).filter(({ subresource }) => !subresource)
  const ours = managers.some(({ manager, operation }) => manager === FIELD_MANAGER && operation === "Apply")
  return ours && metadata.labels?.[PART_OF] === object.metadata.labels?.[PART_OF]
}
