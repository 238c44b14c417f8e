import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import { giveBack, preImages } from "./adoption"
import { ApiError } from "./api-error"
import type { OnEvent } from "./apply-event"
import { installId } from "./apply-set"
import type { ClusterClient, LiveObject } from "./client"
import { withoutField } from "./kept-field"
import { type Kinds, refKey, refOf, refText, typeOf } from "./kinds"
import type { Lock } from "./lock"
import { isKept, waves } from "./order"
import { conflictsOf, isMember } from "./ownership"
import { parallel } from "./parallel"
import type { Plan } from "./plan"
import { releaseObjects } from "./release"
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
  /** How long to wait for an API server that does not answer. */
  recoverMs: number
}

/** What is there after undoing. */
export interface Undone {
  state: "old" | "none" | "mixed"
  message: string
}

/**
 * Takes back a failed apply: to the version from before, or to nothing when there was none. What a busy server refuses, or one
 * that went away, is tried again for a while: every part may be done twice. Never throws.
 */
export async function undo(attempt: Attempt): Promise<Undone> {
  const { client, lock, recoverMs } = attempt
  const until = client.clock.now().getTime() + recoverMs
  for (let pause = 500; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      if (!lock.lost()) return await undoOnce(attempt)
    } catch (error) {
      const passing = error instanceof HubError && ["unreachable", "timeout", "upstream"].includes(error.code)
      if (!lock.lost() && (!passing || client.clock.now().getTime() > until))
        return { state: "mixed", message: `Undoing failed too: ${(error as Error).message}` }
    }
    if (lock.lost()) return { state: "mixed", message: "Someone else has taken over this install; look at its status" }
    await client.clock.sleep(pause)
  }
}

async function undoOnce(attempt: Attempt): Promise<Undone> {
  const { current } = attempt.plan.parent ?? {}
  await attempt.lock.renew() // whoever lost it while the server was away must not undo
  if (!current) return undoAll(attempt)
  await removeNew(attempt, current.objects)
  await giveBackAdopted(attempt, current.adopted)
  const left = await restore(attempt, current.objects)
  await attempt.lock.revert()
  const but = left.length > 0 ? `, but for what someone else has set meanwhile: ${left.join(", ")}` : ""
  return { state: "old", message: `Revision ${current.revision} from ${current.appliedAt} was put back${but}` }
}

/** A first install leaves nothing, also nothing of an earlier try that was killed. */
async function undoAll(attempt: Attempt): Promise<Undone> {
  const { plan, created, lock } = attempt
  const mine = plan.steps.flatMap(({ live, adopt }) => (live && !adopt ? [live] : []))
  const ofKilled = plan.parent ? mine : []
  const adopted = plan.memory.adopted.length
  await release(
    attempt,
    [...created, ...ofKilled].filter((object) => !isKept(object)),
  )
  await giveBackAdopted(attempt, [])
  await lock.drop()
  // Members without a record: someone deleted it, so that nobody knows what they were like.
  if (mine.length > ofKilled.length)
    return {
      state: "mixed",
      message: `What was created was removed; ${mine.length} objects that were there before stay`,
    }
  const back = adopted > 0 ? `; ${adopted} adopted objects are as they were` : ""
  const namespace = plan.createsNamespace ? `; the namespace ${plan.namespace} stays, empty` : ""
  return { state: "none", message: `Everything that had been created was removed${back}${namespace}` }
}

/** What this run made, or a killed one before it, and the version from before has not. */
async function removeNew(attempt: Attempt, previous: readonly KubeObject[]): Promise<void> {
  const kept = new Set(previous.map((object) => refKey(refOf(object))))
  const { plan, created } = attempt
  const ofKilled =
    plan.parent?.pending === undefined ? [] : plan.steps.flatMap(({ live, adopt }) => (live && !adopt ? [live] : []))
  await release(
    attempt,
    [...created, ...ofKilled].filter((object) => !kept.has(refKey(refOf(object))) && !isKept(object)),
  )
}

/** What this run adopted goes back; what the version from before had adopted stays in it. */
async function giveBackAdopted({ client, kinds, plan }: Attempt, stay: readonly LiveObject[]): Promise<void> {
  const known = new Set(stay.map((object) => refKey(refOf(object))))
  const going = plan.memory.adopted.filter((object) => !known.has(refKey(refOf(object))))
  await parallel(going, (object) => giveBack(client, kinds, object))
}

async function release(attempt: Attempt, objects: readonly LiveObject[]): Promise<void> {
  const { client, kinds, plan, lock, onEvent, timeoutMs } = attempt
  let count = 0
  const total = objects.length
  const onRemoved = (ref: ReturnType<typeof refOf>) =>
    onEvent({ type: "done", ref, what: "removed", count: ++count, total })
  await releaseObjects(client, kinds, objects, preImages(plan.parent), { timeoutMs, onRemoved, onLook: lock.renew })
}

/** Applies the previous objects again where this run, or a killed one, may have changed them; answers what was left to others. */
async function restore({ client, kinds, plan, lock }: Attempt, previous: readonly KubeObject[]): Promise<string[]> {
  const untouched =
    plan.parent?.pending === undefined ? plan.steps.filter(({ item }) => item.action === "unchanged") : []
  const same = new Set(untouched.map(({ object }) => refKey(refOf(object))))
  const objects = previous.filter((object) => !same.has(refKey(refOf(object))) && isRestorable(object))
  const failures: { text: string; error: unknown }[] = []
  const left: string[] = []
  for (const wave of waves(objects, (object) => object)) {
    await lock.renew()
    await parallel(wave, async (object) => {
      const text = refText(refOf(object))
      try {
        left.push(...(await putBack(client, kinds, object, installId(plan))).map((what) => `${what} ${text}`))
      } catch (error) {
        failures.push({ text, error }) // the others are still worth it
      }
    })
  }
  const [first] = failures
  if (!first) return left
  const message = failures.map(({ text, error }) => `${text}: ${(error as Error).message}`).join("; ")
  throw new HubError(first.error instanceof HubError ? first.error.code : "upstream", `Could not put back: ${message}`)
}

/** Applies an object again; answers what was left because it is someone else's meanwhile, as "all of" or ".spec.replicas of". */
async function putBack(client: ClusterClient, kinds: Kinds, object: KubeObject, id: string): Promise<string[]> {
  const type = typeOf(kinds, object)
  const live = await client.get(type, object.metadata.name, object.metadata.namespace)
  if (live && !isMember(live, id)) return ["all of"]
  const { uid } = live?.metadata ?? {}
  const metadata = uid === undefined ? object.metadata : { ...object.metadata, uid }
  try {
    await client.apply(type, { ...object, metadata })
    return []
  } catch (error) {
    const fields = error instanceof ApiError ? conflictsOf(error.causes).map(({ field }) => field) : []
    if (fields.length === 0) throw error
    const rest = fields.reduce((all, field) => withoutField(all, field) ?? all, object)
    await client.apply(type, { ...rest, metadata: { ...rest.metadata, ...(uid === undefined ? {} : { uid }) } })
    return fields.map((field) => `${field} of`)
  }
}
