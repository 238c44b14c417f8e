import type { RecordedRequest } from "@/lib/bundle/recorded-request"
import { HubError } from "@/lib/error"
import { type InstallRef, parentName } from "./apply-set"
import type { ClusterClient, LiveObject, ObjectRef } from "./client"
import type { KeptField } from "./kept-field"
import { type Kinds, kindsOf, refKey, refOf } from "./kinds"
import { holderOf } from "./lock"
import { liveMembers } from "./members"
import { parallel } from "./parallel"
import { history, PARENT_SELECTOR, type Parent, type ParentSummary, parentSummary, readParent, SECRETS } from "./parent"
import { workloadTrouble } from "./pod-trouble"
import { type Readiness, readiness } from "./readiness"
import type { Revision } from "./revision"

/** How one object of an install is. */
export interface MemberStatus {
  ref: ObjectRef
  state: Readiness["state"] | "missing"
  /** One word; "" when ready. */
  reason: string
  message: string
}

/** How one install is, as `status --json` prints it. */
export interface InstallStatus extends ParentSummary {
  context: string
  /** Whether everything that was applied is there and ready. */
  healthy: boolean
  /** What is going on, when an apply is under way or was interrupted. */
  note?: string
  members: readonly MemberStatus[]
  /** The revisions that can be gone back to, and the one that is there; the newest first. */
  history: readonly HistoryItem[]
  /** What the bundle was asked for with; undefined in records of older hubs. */
  request?: RecordedRequest
  /** Fields that stay with others, by choice. */
  kept: readonly KeptField[]
}

/** One complete revision of an install. */
export interface HistoryItem {
  revision: number
  appliedAt: string
  digest: string
  /** How it came to be: "install", "upgrade", "rollback to 3". */
  cause: string
  /** The entries with their versions, such as "redis-exporter 1.74.0". */
  entries: readonly string[]
  /** How many objects it has. */
  objects: number
}

/** A revision as it stands in a history. */
function historyItem({ revision, appliedAt, digest, cause, entries, objects, request }: Revision): HistoryItem {
  const version = (id: string) => request?.entries.find((entry) => entry.id === id)?.version
  return {
    revision,
    appliedAt,
    digest,
    cause,
    entries: entries.map((id) => (version(id) === undefined ? id : `${id} ${version(id)}`)),
    objects: objects.length,
  }
}

/** The installs in a namespace, or in all of them; from the annotations of their records alone. */
export async function installs(client: ClusterClient, namespace?: string): Promise<ParentSummary[]> {
  const query = { namespace, labelSelector: PARENT_SELECTOR, metadataOnly: true }
  const parents = await client.list(SECRETS, query)
  return parents.map(parentSummary).sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1))
}

/** How one install is; a HubError `not-found` that lists the others when there is none of that name. */
export async function installStatus(client: ClusterClient, install: InstallRef): Promise<InstallStatus> {
  const [kinds, parent] = await Promise.all([kindsOf(client), readParent(client, install)])
  if (!parent) throw await noSuchInstall(client, install)
  const live = await liveMembers(client, kinds, install, parent.scope)
  const members = await memberStates(client, kinds, parent, live)
  const { current } = parent
  const note = noteOf(client, parent)
  return {
    ...parentSummary(parent.live),
    context: client.context,
    healthy: note === undefined && members.every(({ state }) => state === "ready"),
    ...(note === undefined ? {} : { note }),
    members,
    history: history(parent).map(historyItem),
    ...(current?.request ? { request: current.request } : {}),
    kept: current?.kept ?? [],
  }
}

/** The answer when an install is asked for that is not there. */
export async function noSuchInstall(client: ClusterClient, { name, namespace }: InstallRef): Promise<HubError> {
  const others = await installs(client, namespace).catch(() => []) // only for the hint; listing may not be allowed
  const names = others.map((other) => other.name).join(", ")
  return new HubError("not-found", `There is no install ${name} in namespace ${namespace} of ${client.context}`, {
    hint: names ? `There are: ${names}` : `Its record would be the Secret ${parentName(name)}`,
  })
}

async function memberStates(
  client: ClusterClient,
  kinds: Kinds,
  parent: Parent,
  live: readonly LiveObject[],
): Promise<MemberStatus[]> {
  const there = new Set(live.map((object) => refKey(refOf(object))))
  const recorded = (parent.current ?? parent.attempt)?.objects ?? []
  const missing = recorded
    .map(refOf)
    .filter((ref) => !there.has(refKey(ref)))
    .map((ref): MemberStatus => ({ ref, state: "missing", reason: "Missing", message: "deleted, or no longer ours" }))
  const states = await parallel(live, async (object): Promise<MemberStatus> => {
    const status = readiness(object)
    const trouble = status.state === "ready" ? undefined : await workloadTrouble(client, kinds, object)
    if (!trouble) return { ref: refOf(object), ...status }
    return {
      ref: refOf(object),
      state: "failed",
      reason: trouble.reason,
      message: `pod ${trouble.pod}: ${trouble.message}`,
    }
  })
  return [...states, ...missing]
}

function noteOf(client: ClusterClient, parent: Parent): string | undefined {
  const { pending, busyWith = "apply", revision } = parent
  const going = holderOf(client, parent)
  if (pending === undefined && parent.busyWith === undefined) return undefined
  if (going) return pending === undefined ? `${going} is under way` : `revision ${pending} is being applied (${going})`
  if (busyWith === "uninstall") return "uninstall was interrupted; uninstall again to finish"
  const standing =
    revision === undefined
      ? "nothing was complete before. Install again to finish, or uninstall"
      : `revision ${revision} was the last complete one. The same command again finishes it, rollback goes back to it`
  return `applying revision ${pending} was interrupted; ${standing}`
}
