import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import { preImages } from "./adoption"
import type { ApplyOptions, ApplyResult, OnEvent } from "./apply-event"
import { type Scope, scopeOf } from "./apply-set"
import type { ClusterClient, LiveObject, ObjectRef } from "./client"
import { groupKind, type Kinds, kindsOf, refOf, typeOf } from "./kinds"
import { LEASE_MS, type Lock, takeLock } from "./lock"
import { waves } from "./order"
import { parallel } from "./parallel"
import type { Plan } from "./plan"
import type { Step } from "./plan-item"
import { releaseObjects } from "./release"
import type { Revision } from "./revision"
import { untilServed } from "./served"
import { undo } from "./undo"
import { waitUntilReady } from "./wait"
import { writeStep } from "./write-step"

const DEFAULTS: Required<ApplyOptions> = {
  timeoutMs: 300_000,
  wait: true,
  patienceMs: 20_000,
  leaseMs: LEASE_MS,
  recoverMs: 30_000,
}

/** One apply under way. */
interface Run extends Required<ApplyOptions> {
  client: ClusterClient
  plan: Plan
  kinds: Kinds
  lock: Lock
  /** Objects as last seen, for waiting. */
  seen: KubeObject[]
  created: LiveObject[]
  count: number
  total: number
  onEvent: OnEvent
}

/**
 * Carries out a clean plan: in order, waits until everything is ready, then removes what is no longer in the bundle.
 * Fails without a trace before the first write (throws), and undoes what it wrote after it (the result says to what).
 */
export async function applyPlan(
  client: ClusterClient,
  plan: Plan,
  onEvent: OnEvent = () => {},
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  if (!plan.clean)
    throw new HubError("usage", "The plan is not clean; nothing was written", {
      hint: "Fix what the plan shows, then plan again",
    })
  const started = client.clock.now().getTime()
  const end = (rest: Omit<ApplyResult, "name" | "namespace" | "digest" | "tookMs">): ApplyResult => {
    const { name, namespace, digest } = plan
    return { name, namespace, digest, tookMs: client.clock.now().getTime() - started, ...rest }
  }
  const { current } = plan.parent ?? {}
  if (!plan.changes)
    return end({
      ok: true,
      state: "new",
      changed: false,
      message: "Everything is as planned already",
      ...numbered(current?.revision),
    })
  const attempt = revisionOf(client, plan)
  const run = await begin(client, plan, attempt, onEvent, { ...DEFAULTS, ...options })
  try {
    await applySteps(run)
    if (run.wait) await waitUntilReady(client, run.kinds, run.seen, { ...run, onLook: run.lock.renew })
  } catch (error) {
    const { message, hint } = asFault(error)
    onEvent({ type: "undoing", message })
    const undone = await undo(run)
    const { state } = undone
    return end({
      ok: false,
      state,
      changed: state === "mixed",
      message: `${message}. ${undone.message}`,
      ...(state === "mixed" ? { hint: recoveryHint(current?.revision) } : hint),
      ...(state === "old" ? numbered(current?.revision) : {}),
    })
  }
  return end({ ...(await finish(run)), changed: true, revision: attempt.revision })
}

/** What helps after undoing failed: the record knows both versions. */
function recoveryHint(revision: number | undefined): string {
  const back = revision === undefined ? "uninstall removes what is there" : `rollback goes back to revision ${revision}`
  return `The same command again finishes it; ${back}`
}

function numbered(revision: number | undefined): { revision?: number } {
  return revision === undefined ? {} : { revision }
}

function asFault(error: unknown): { message: string; hint: { hint?: string } } {
  const { message, hint } = error instanceof HubError ? error : { message: String(error), hint: undefined }
  return { message, hint: hint === undefined ? {} : { hint } }
}

function revisionOf(client: ClusterClient, { parent, digest, entries, steps, memory }: Plan): Revision {
  return {
    revision: Math.max(parent?.current?.revision ?? 0, parent?.pending ?? 0) + 1,
    digest,
    entries,
    appliedAt: client.clock.now().toISOString(),
    objects: steps.filter(({ item }) => item.action !== "prune").map(({ object }) => object),
    ...memory,
  }
}

async function begin(
  client: ClusterClient,
  plan: Plan,
  attempt: Revision,
  onEvent: OnEvent,
  options: Required<ApplyOptions>,
): Promise<Run> {
  const kinds = await kindsOf(client)
  if (plan.createsNamespace) {
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: plan.namespace } }
    await client.apply(typeOf(kinds, namespace), namespace)
  }
  const lock = await takeLock(client, plan, plan.parent, attempt, { cause: attempt.cause, leaseMs: options.leaseMs })
  const total = plan.items.filter(({ action }) => action !== "unchanged").length
  onEvent({ type: "started", total })
  return { client, plan, kinds, lock, seen: [], created: [], count: 0, total, onEvent, ...options }
}

async function applySteps(run: Run): Promise<void> {
  const { plan, client } = run
  run.seen.push(
    ...plan.steps.filter(({ item }) => item.action === "unchanged").map(({ live, object }) => live ?? object),
  )
  const steps = plan.steps.filter(({ item }) => ["create", "update", "deferred"].includes(item.action))
  for (const wave of waves(steps, ({ object }) => object)) {
    await run.lock.renew()
    run.kinds = await untilServed(
      client,
      run.kinds,
      wave.map(({ object }) => object),
    )
    await parallel(wave, (step) => applyStep(run, step))
    const definitions = run.seen.filter((object) => groupKind(object).startsWith("CustomResourceDefinition."))
    if (wave.some(({ object }) => definitions.some(({ metadata }) => metadata.name === object.metadata.name)))
      await waitUntilReady(client, run.kinds, definitions, { ...run, onLook: run.lock.renew })
  }
}

async function applyStep(run: Run, step: Step): Promise<void> {
  const applied = await writeStep(run.client, typeOf(run.kinds, step.object), step)
  run.seen.push(applied.object)
  if (applied.created) run.created.push(applied.object as LiveObject)
  const ref = refOf(step.object)
  for (const message of applied.warnings) run.onEvent({ type: "warning", ref, message })
  report(run, ref, applied.created ? "created" : "updated")
}

function report(run: Run, ref: ObjectRef, what: "created" | "updated" | "removed"): void {
  run.count++
  run.onEvent({ type: "done", ref, what, count: run.count, total: run.total })
}

/** The new state stands from here on: what fails now is said, not undone. */
async function finish(run: Run): Promise<Pick<ApplyResult, "ok" | "state" | "message" | "hint">> {
  const { plan, client, kinds, lock, timeoutMs } = run
  const old = plan.steps.flatMap(({ item, live }) => (item.action === "prune" && live ? [live] : []))
  let leftover: Scope = { groupKinds: [], namespaces: [] }
  let fault: { message: string; hint: { hint?: string } } | undefined
  try {
    await releaseObjects(client, kinds, old, preImages(plan.parent), {
      timeoutMs,
      onRemoved: (ref) => report(run, ref, "removed"),
      onLook: lock.renew,
    })
  } catch (error) {
    leftover = scopeOf(old, plan.namespace)
    fault = asFault(error)
  }
  try {
    await lock.commit(leftover)
  } catch (error) {
    fault = asFault(error)
  }
  const done = run.wait ? "Everything is applied and ready" : "Everything is applied"
  if (!fault) return { ok: true, state: "new", message: done }
  const message = `${done}, but the end failed: ${fault.message}`
  return { ok: false, state: "new", message, hint: "Run the same command again to finish", ...fault.hint }
}
