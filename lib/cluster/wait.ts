import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import type { OnEvent } from "./apply-event"
import type { ClusterClient } from "./client"
import { type Kinds, refOf, refText, typeOf } from "./kinds"
import { parallel } from "./parallel"
import { workloadTrouble } from "./pod-trouble"
import { type Readiness, readiness } from "./readiness"

/** How long to wait, and whom to tell. */
export interface WaitOptions {
  timeoutMs: number
  /** How long the same object may be in trouble before that counts as failed. */
  patienceMs: number
  onEvent: OnEvent
  /** Called between looks. */
  onLook?: () => Promise<void>
}

interface Waiting {
  object: KubeObject
  message: string
  /** Since when (epoch ms) it is in trouble. */
  troubledAt?: number
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 2_000

/** Waits until all objects are ready; they are given as last seen, so that what is ready by nature costs no request. */
export async function waitUntilReady(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly KubeObject[],
  options: WaitOptions,
): Promise<void> {
  const started = client.clock.now().getTime()
  let open: Waiting[] = objects
    .filter((object) => readiness(object).state !== "ready")
    .map((object) => ({ object, message: "" }))
  for (let pause = FIRST_PAUSE_MS; open.length > 0; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const ready = await parallel(open, (item) => look(client, kinds, item, options))
    open = open.filter((_, i) => !ready[i])
    if (open.length === 0) return
    if (client.clock.now().getTime() - started > options.timeoutMs) throw late(open, options.timeoutMs)
    await options.onLook?.()
    await client.clock.sleep(pause)
  }
}

/** Whether the object is ready now; throws when it has failed for good. */
async function look(client: ClusterClient, kinds: Kinds, item: Waiting, options: WaitOptions): Promise<boolean> {
  const ref = refOf(item.object)
  const live = await client.get(typeOf(kinds, item.object), ref.name, ref.namespace)
  if (!live) throw new HubError("conflict", `${refText(ref)} was deleted by someone while it became ready`)
  const status = readiness(live)
  if (status.state === "ready") {
    options.onEvent({ type: "ready", ref })
    return true
  }
  const trouble = await workloadTrouble(client, kinds, live)
  const message = trouble ? `pod ${trouble.pod}: ${trouble.reason}: ${trouble.message}` : status.message
  if (message !== item.message) options.onEvent({ type: "waiting", ref, message })
  item.message = message
  if (!trouble && status.state !== "failed") {
    delete item.troubledAt
    return false
  }
  const now = client.clock.now().getTime()
  item.troubledAt ??= now
  if (now - item.troubledAt < options.patienceMs && trouble?.reason !== "InvalidImageName") return false
  throw new HubError("upstream", `${refText(ref)} does not become ready: ${message}`, hintFor(trouble?.reason, status))
}

const HINTS: Record<string, string> = {
  CreateContainerConfigError: "Create the Secret or ConfigMap that it names, then install again",
  ErrImagePull: "The nodes cannot get the image: check its name, the registry and the pull secrets",
  ImagePullBackOff: "The nodes cannot get the image: check its name, the registry and the pull secrets",
  CrashLoopBackOff: "Its log tells why: kubectl logs, with the address and credentials of what it monitors in mind",
  Unschedulable: "No node has room for it or tolerates it",
}

function hintFor(trouble: string | undefined, status: Readiness): { hint?: string } {
  const hint = HINTS[trouble ?? status.reason]
  return hint === undefined ? {} : { hint }
}

function late(open: readonly Waiting[], timeoutMs: number): HubError {
  const list = open.map(({ object, message }) => `${refText(refOf(object))}: ${message}`).join("; ")
  return new HubError("timeout", `Not ready within ${Math.round(timeoutMs / 1000)} s: ${list}`, {
    hint: "--timeout waits longer, --no-wait does not wait",
  })
}
