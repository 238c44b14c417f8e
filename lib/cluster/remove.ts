import { HubError } from "@/lib/error"
import { PART_OF } from "./apply-set"
import type { ClusterClient, LiveObject, ObjectRef } from "./client"
import { type Kinds, refOf, refText, typeOf } from "./kinds"
import { waves } from "./order"
import { parallel } from "./parallel"

/** How to remove. */
export interface RemoveOptions {
  /** How long it may take until everything is gone. */
  timeoutMs: number
  onRemoved(ref: ObjectRef): void
  /** Called between looks. */
  onLook?: () => Promise<void>
}

/**
 * Removes objects against the order of apply, and waits until they are gone. Only exactly the objects that were read go:
 * one of the same name that was made since, or that lost our label since, stays.
 */
export async function removeObjects(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly LiveObject[],
  options: RemoveOptions,
): Promise<void> {
  const until = client.clock.now().getTime() + options.timeoutMs
  for (const wave of waves(objects, (object) => object).reverse()) {
    const going = await parallel(wave, async (object) => {
      const outcome = await removeOne(client, kinds, object)
      if (outcome === "gone") options.onRemoved(refOf(object))
      return outcome === "going" ? [object] : []
    })
    await waitUntilGone(client, kinds, going.flat(), until, options)
  }
}

async function removeOne(client: ClusterClient, kinds: Kinds, object: LiveObject): Promise<"gone" | "going" | "kept"> {
  const { name, namespace, labels, uid } = object.metadata
  const type = typeOf(kinds, object)
  const live = await client.get(type, name, namespace)
  if (live?.metadata.uid !== uid) return "gone"
  if (live.metadata.labels?.[PART_OF] !== labels?.[PART_OF]) return "kept"
  return (await client.remove(type, live)) ? "gone" : "going"
}

async function waitUntilGone(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly LiveObject[],
  until: number,
  { onRemoved, onLook }: RemoveOptions,
): Promise<void> {
  let open = objects
  for (let pause = 100; open.length > 0; pause = Math.min(pause * 2, 2_000)) {
    const there = await parallel(open, async (object) => {
      const live = await client.get(typeOf(kinds, object), object.metadata.name, object.metadata.namespace)
      return live?.metadata.uid === object.metadata.uid
    })
    for (const object of open.filter((_, i) => !there[i])) onRemoved(refOf(object))
    open = open.filter((_, i) => there[i])
    if (open.length === 0) return
    if (client.clock.now().getTime() > until) {
      const list = open.map((object) => refText(refOf(object))).join(", ")
      throw new HubError("timeout", `Still being deleted: ${list}`, {
        hint: "A finalizer may hold it; run the command again later",
      })
    }
    await onLook?.()
    await client.clock.sleep(pause)
  }
}
