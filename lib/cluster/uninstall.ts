import { HubError } from "@/lib/error"
import { givenBackText, preImages } from "./adoption"
import type { OnEvent } from "./apply-event"
import { type InstallRef, PART_OF } from "./apply-set"
import type { ClusterClient, LiveObject, ObjectRef } from "./client"
import { type Kinds, kindsOf, refKey, refOf, typeOf } from "./kinds"
import { heldBy, holderOf, takeLock } from "./lock"
import { liveMembers } from "./members"
import { isKept, waves } from "./order"
import { parallel } from "./parallel"
import { type Parent, readParent } from "./parent"
import { releaseObjects } from "./release"

/** What uninstalling does to one object, and why it stays when it does. */
export interface RemovalItem {
  ref: ObjectRef
  action: "remove" | "keep"
  reason?: string
}

/** What uninstalling would do, as `uninstall --json` prints it; empty when there is no such install. */
export interface RemovalPlan extends InstallRef {
  context: string
  /** Whether there is such an install. */
  exists: boolean
  items: readonly RemovalItem[]
}

/** How an uninstall ended. */
export interface RemovalResult extends RemovalPlan {
  removed: number
  message: string
  tookMs: number
}

interface Found {
  kinds: Kinds
  parent: Parent | undefined
  live: readonly LiveObject[]
  report: RemovalPlan
}

/** Finds out what uninstalling would remove and what would stay. Writes nothing. */
export async function planUninstall(client: ClusterClient, install: InstallRef): Promise<RemovalPlan> {
  return (await find(client, install)).report
}

/**
 * Removes an install: its objects against the order of apply, then its record. Waits until all are gone. Namespaces,
 * CRDs and what no longer carries our label stay, and what was adopted is put back as it was. Fine when there is no such install, or when run a second time.
 */
export async function uninstall(
  client: ClusterClient,
  install: InstallRef,
  onEvent: OnEvent = () => {},
  options: { timeoutMs?: number; leaseMs?: number } = {},
): Promise<RemovalResult> {
  const started = client.clock.now().getTime()
  const { kinds, parent, live, report } = await find(client, install)
  const end = (removed: number, message: string): RemovalResult => ({
    ...report,
    removed,
    message,
    tookMs: client.clock.now().getTime() - started,
  })
  if (!parent) return end(0, `There is no install ${install.name} in namespace ${install.namespace}; nothing to do`)
  refuseWhenBusy(client, parent)
  const lock = await takeLock(client, install, parent, undefined, { cause: "uninstall", leaseMs: options.leaseMs })
  const going = live.filter((object) => !isKept(object))
  let count = 0
  onEvent({ type: "started", total: going.length })
  await releaseObjects(client, kinds, going, preImages(parent), {
    timeoutMs: options.timeoutMs ?? 120_000,
    onLook: lock.renew,
    onRemoved: (ref) => onEvent({ type: "done", ref, what: "removed", count: ++count, total: going.length }),
  })
  await parallel(live.filter(isKept), (object) =>
    client.unlabel(typeOf(kinds, object), object.metadata.name, object.metadata.namespace, PART_OF),
  )
  // Last, so that an uninstall that was cut off is found again.
  await lock.drop()
  return end(count, `${install.name} is gone from namespace ${install.namespace}`)
}

async function find(client: ClusterClient, install: InstallRef): Promise<Found> {
  const [kinds, parent] = await Promise.all([kindsOf(client), readParent(client, install)])
  const { name, namespace } = install
  const live = parent ? await liveMembers(client, kinds, install, parent.scope) : []
  const there = new Set(live.map((object) => refKey(refOf(object))))
  const before = preImages(parent)
  const recorded = (parent?.current ?? parent?.attempt)?.objects.map(refOf) ?? []
  const strangers = recorded.filter((ref) => !there.has(refKey(ref)))
  const items = waves(live, (object) => object)
    .reverse()
    .flat()
    .map((object): RemovalItem => {
      const ref = refOf(object)
      if (before.has(refKey(ref))) return { ref, action: "keep", reason: givenBackText() }
      return isKept(object)
        ? { ref, action: "keep", reason: "objects of others may be in it" }
        : { ref, action: "remove" }
    })
  const report = {
    name,
    namespace,
    context: client.context,
    exists: parent !== undefined,
    items: [...items, ...(await stillThere(client, kinds, strangers))],
  }
  return { kinds, parent, live, report }
}

/** Recorded objects without our label: most were deleted, the others belong to someone else now. */
async function stillThere(client: ClusterClient, kinds: Kinds, refs: readonly ObjectRef[]): Promise<RemovalItem[]> {
  const found = await parallel(refs, async (ref): Promise<RemovalItem[]> => {
    const type = kinds.find(ref)
    const live = type ? await client.get(type, ref.name, ref.namespace) : undefined
    return live ? [{ ref, action: "keep", reason: "it no longer carries the label of this install" }] : []
  })
  return found.flat()
}

function refuseWhenBusy(client: ClusterClient, parent: Parent): void {
  if (!holderOf(client, parent)) return
  const { message, hint } = heldBy(parent)
  throw new HubError("conflict", message, { hint })
}
