import type { KubeObject } from "@/lib/bundle/kube-object"
import type { OnEvent } from "./apply-event"
import type { ClusterClient, LiveObject } from "./client"
import { type Kinds, refKey, refOf, refText, typeOf } from "./kinds"
import type { Lock } from "./lock"
import { isKept, waves } from "./order"
import { parallel } from "./parallel"
import type { Plan } from "./plan"
import { removeObjects } from "./remove"
import { isRestorable } from "./revision"

/** How far a failed apply came. */
export interface Attempt {
  client: ClusterClient
  kinds: Kinds
  plan: Plan
  lock: Lock
  /** What this run created. */
  created: readonly LiveObject[]
  onEvent: OnEvent
  timeoutMs: number
}

/** What is there after undoing. */
export interface Undone {
  state: "old" | "none" | "mixed"
  message: string
}

/** Takes back a failed apply: to the version from before, or to nothing when there was none. Never throws. */
export async function undo(attempt: Attempt): Promise<Undone> {
  const { current } = attempt.plan.parent ?? {}
  if (attempt.lock.lost())
    return { state: "mixed", message: "Someone else has taken over this install; look at its status" }
  try {
    if (!current) return await undoAll(attempt)
    await removeCreated(attempt, current.objects)
    const left = await restore(attempt, current.objects)
    await attempt.lock.revert()
    if (left.length > 0) return { state: "mixed", message: `Could not put back: ${left.join("; ")}` }
    return { state: "old", message: `Revision ${current.revision} from ${current.appliedAt} was put back` }
  } catch (error) {
    return { state: "mixed", message: `Undoing failed too: ${(error as Error).message}` }
  }
}

/** A first install leaves nothing, also nothing of an earlier try that was killed. */
async function undoAll(attempt: Attempt): Promise<Undone> {
  const { plan, created, lock } = attempt
  const before = plan.steps.flatMap(({ live }) => (live ? [live] : []))
  const ofKilled = plan.parent ? before : []
  await remove(
    attempt,
    [...created, ...ofKilled].filter((object) => !isKept(object)),
  )
  await lock.drop()
  // Members without a record: someone deleted it, so that nobody knows what they were like.
  if (before.length > ofKilled.length)
    return {
      state: "mixed",
      message: `What was created was removed; ${before.length} objects that were there before stay`,
    }
  const namespace = plan.createsNamespace ? `; the namespace ${plan.namespace} stays, empty` : ""
  return { state: "none", message: `Everything that had been created was removed${namespace}` }
}

async function removeCreated(attempt: Attempt, previous: readonly KubeObject[]): Promise<void> {
  const kept = new Set(previous.map((object) => refKey(refOf(object))))
  await remove(
    attempt,
    attempt.created.filter((object) => !kept.has(refKey(refOf(object))) && !isKept(object)),
  )
}

async function remove(
  { client, kinds, lock, onEvent, timeoutMs }: Attempt,
  objects: readonly LiveObject[],
): Promise<void> {
  let count = 0
  const total = objects.length
  const onRemoved = (ref: ReturnType<typeof refOf>) =>
    onEvent({ type: "done", ref, what: "removed", count: ++count, total })
  await removeObjects(client, kinds, objects, { timeoutMs, onRemoved, onLook: lock.renew })
}

/** Applies the previous objects again where this run, or a killed one before it, may have changed them. */
async function restore({ client, kinds, plan, lock }: Attempt, previous: readonly KubeObject[]): Promise<string[]> {
  const untouched =
    plan.parent?.pending === undefined ? plan.steps.filter(({ item }) => item.action === "unchanged") : []
  const same = new Set(untouched.map(({ object }) => refKey(refOf(object))))
  const objects = previous.filter((object) => !same.has(refKey(refOf(object))) && isRestorable(object))
  const failures: string[] = []
  for (const wave of waves(objects, (object) => object)) {
    await lock.renew()
    await parallel(wave, async (object) => {
      await client.apply(typeOf(kinds, object), object).catch((error: Error) => {
        failures.push(`${refText(refOf(object))}: ${error.message}`) // the others are still worth it
      })
    })
  }
  return failures
}
