import type { KubeObject } from "@/lib/bundle/kube-object"
import type { RecordedRequest } from "@/lib/bundle/recorded-request"
import { HubError } from "@/lib/error"
import { preImage, preImages } from "./adoption"
import { type InstallRef, scopeOf, union } from "./apply-set"
import type { Choices } from "./choices"
import type { ClusterClient, LiveObject, Right } from "./client"
import type { KeptField } from "./kept-field"
import { type Kinds, kindsOf, refKey } from "./kinds"
import { heldBy, holderOf } from "./lock"
import { asMembers, liveMembers } from "./members"
import { type MissingKind, missingKinds } from "./missing-kinds"
import { type Blocker, type NamespaceState, namespaceBlockers, namespaceState } from "./namespace"
import { type Parent, readParent } from "./parent"
import type { PlanAction, PlanItem, Step } from "./plan-item"
import { planMembers, planPrune } from "./plan-members"
import type { PreflightOptions } from "./preflight/item"
import { preflight } from "./preflight/preflight"
import type { PreflightReport } from "./preflight/report"
import { missingRights, rolesFor, wantedRights } from "./rights"

/** What is to be installed. */
export interface InstallRequest extends InstallRef {
  objects: readonly KubeObject[]
  /** Of the bundle. */
  digest: string
  /** Ids of the entries in the bundle. */
  entries?: readonly string[]
  /** Whether the namespace may be made when it does not exist. It stays when the install goes. */
  createNamespace?: boolean
  /** What the user chose after a pre-flight. */
  preflight?: PreflightOptions | undefined
  /** What the user decided about objects that others have a part in. */
  choices?: Choices | undefined
  /** What the bundle was asked for with; recorded for upgrades. */
  request?: RecordedRequest | undefined
  /** How it stands in the history: "install" without it. */
  cause?: string
  /** Whether the objects come from the record: exactly these then, but for Secrets, whose values are not recorded. */
  asRecorded?: boolean
}

/** What applying a bundle would do to one cluster, as `plan --json` prints it. */
export interface PlanReport extends InstallRef {
  context: string
  digest: string
  entries: readonly string[]
  /** What is installed now under this name. */
  installed?: { revision: number; digest: string; appliedAt: string }
  /** Whether it can be applied as it is. */
  clean: boolean
  /** Whether applying it would change anything. */
  changes: boolean
  createsNamespace: boolean
  blockers: readonly Blocker[]
  missingKinds: readonly MissingKind[]
  missingRights: readonly Right[]
  /** Roles that would grant the missing rights. */
  roles: readonly KubeObject[]
  items: readonly PlanItem[]
  /** What the cluster will do with the bundle. */
  preflight: PreflightReport
}

/** A plan with what is needed to carry it out. Plain data. */
export interface Plan extends PlanReport {
  steps: readonly Step[]
  /** The record that the plan was made from; applying fails when it has changed since. */
  parent?: Parent
  /** What the new revision remembers beside its objects. */
  memory: PlanMemory
}

/** What outlives an apply. */
export interface PlanMemory {
  cause: string
  request?: RecordedRequest | undefined
  preflight?: PreflightOptions | undefined
  kept: readonly KeptField[]
  adopted: readonly LiveObject[]
}

const NAME = /^[a-z0-9]([a-z0-9-]{0,45}[a-z0-9])?$/

/** Finds out what applying a bundle would do, by dry runs against the cluster as it is. Writes nothing. */
export async function planInstall(client: ClusterClient, request: InstallRequest): Promise<Plan> {
  checkRequest(request)
  const kinds = await kindsOf(client)
  const asked = asMembers(request.objects, request, kinds)
  const [parent, namespace, flight] = await Promise.all([
    readParent(client, request).catch(whenForbidden),
    namespaceState(client, kinds, request.namespace),
    preflight(client, kinds, asked, request.namespace, request.preflight),
  ])
  const members = request.asRecorded ? asked : flight.objects
  const createsNamespace = namespace === "missing" && request.createNamespace === true
  const [live, rights] = await Promise.all([
    membersThatExist(client, kinds, request, members, parent, namespace),
    missingRights(client, wantedRights(kinds, members, request.namespace, createsNamespace)),
  ])
  const absent = missingKinds(kinds, members)
  const blockers = [...namespaceBlockers(request, namespace), ...lockBlockers(client, parent)]
  const steps = [
    ...(await planMembers(client, { kinds, members, live, request, namespace, createsNamespace, parent })),
    ...planPrune(members, live),
  ]
  const items = steps.map(({ item }) => item)
  const stuck = items.some(({ action }) => action === "conflict" || action === "blocked")
  const { current } = parent ?? {}
  const roles = rolesFor(rights, "exporterhub")
  const memory = memoryOf(request, steps, parent)
  return {
    name: request.name,
    namespace: request.namespace,
    context: client.context,
    digest: request.digest,
    entries: request.entries ?? [],
    ...(current
      ? { installed: { revision: current.revision, digest: current.digest, appliedAt: current.appliedAt } }
      : {}),
    clean: !stuck && blockers.length + absent.length + rights.length === 0,
    changes:
      items.some(({ action }) => action !== "unchanged") ||
      current?.digest !== request.digest ||
      parent?.busyWith !== undefined ||
      JSON.stringify([memory.request, memory.kept]) !== JSON.stringify([current?.request, current?.kept ?? []]),
    createsNamespace,
    blockers,
    missingKinds: absent,
    missingRights: rights,
    roles,
    items,
    preflight: flight.report({ steps, missingKinds: absent, missingRights: rights, roles }),
    steps,
    memory,
    ...(parent ? { parent } : {}),
  }
}

function memoryOf(
  { cause = "install", request, preflight }: InstallRequest,
  steps: readonly Step[],
  parent?: Parent,
): PlanMemory {
  const before = preImages(parent)
  const adopted = steps.flatMap(({ item, live, adopt }) => {
    if (item.action === "prune") return []
    const known = before.get(refKey(item.ref)) ?? (adopt && live ? preImage(live) : undefined)
    return known ? [known] : []
  })
  return { cause, request, preflight, adopted, kept: steps.flatMap(({ item }) => item.kept ?? []) }
}

/** The part of a plan that is for showing. */
export function planReport({ steps: _, parent: __, memory: ___, ...report }: Plan): PlanReport {
  return report
}

/** How many objects of a plan have each action. */
export function planCounts({ items }: Pick<PlanReport, "items">): Partial<Record<PlanAction, number>> {
  const counts: Partial<Record<PlanAction, number>> = {}
  for (const { action } of items) counts[action] = (counts[action] ?? 0) + 1
  return counts
}

function checkRequest({ name, namespace, objects }: InstallRequest): void {
  const fields = [
    ...(NAME.test(name)
      ? []
      : [{ field: "name", message: "must be lowercase letters, digits and dashes, at most 47" }]),
    ...(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)
      ? []
      : [{ field: "namespace", message: "is no name of a namespace" }]),
    ...(objects.length > 0 ? [] : [{ field: "objects", message: "there is nothing to install" }]),
  ]
  const [first] = fields
  if (first) throw new HubError("usage", `${first.field}: ${first.message}`, { fields })
}

function lockBlockers(client: ClusterClient, parent: Parent | undefined): Blocker[] {
  return parent && holderOf(client, parent) ? [heldBy(parent)] : []
}

async function membersThatExist(
  client: ClusterClient,
  kinds: Kinds,
  request: InstallRequest,
  members: readonly KubeObject[],
  parent: Parent | undefined,
  namespace: NamespaceState,
): Promise<LiveObject[]> {
  if (!parent || namespace === "missing") return []
  const served = members.filter((member) => kinds.find(member))
  const scope = union(parent.scope, scopeOf(served, request.namespace))
  return (await liveMembers(client, kinds, request, scope).catch(whenForbidden)) ?? []
}

/** Without the right to list nothing is known; that right is then among the missing ones, and the plan is not clean. */
function whenForbidden(error: unknown): undefined {
  if (error instanceof HubError && error.code === "forbidden") return undefined
  throw error
}
