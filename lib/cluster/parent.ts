import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import {
  type InstallRef,
  installId,
  OUR_TOOLING,
  parentName,
  parseScope,
  type Scope,
  SET_ID,
  scopeAnnotations,
  TOOLING,
} from "./apply-set"
import type { ClusterClient, LiveObject, ResourceType } from "./client"
import { field, textAt } from "./field"
import { packRevision, type Revision, unpackRevision } from "./revision"

/** Selects the parents of our installs. */
export const PARENT_SELECTOR = `app.kubernetes.io/managed-by=exporterhub,${SET_ID}`
/** Label of a parent: the name of the install. */
export const INSTALL_LABEL = "exporterhub.io/install"
/** Secrets: the kind of every parent. */
export const SECRETS: ResourceType = { group: "", version: "v1", kind: "Secret", plural: "secrets", namespaced: true }

const DIGEST = "exporterhub.io/digest"
const ENTRIES = "exporterhub.io/entries"
const APPLIED_AT = "exporterhub.io/applied-at"
const CURRENT = "exporterhub.io/revision"
const PENDING = "exporterhub.io/pending-revision"
const BUSY_UNTIL = "exporterhub.io/busy-until"

/** What the annotations of a parent say; enough for a list of installs. */
export interface ParentSummary extends InstallRef {
  /** Undefined until the first apply succeeded. */
  revision?: number
  digest?: string
  entries: readonly string[]
  appliedAt?: string
  /** Set while an apply is under way, and after one was killed. */
  pending?: number
  /** ISO 8601; until then whoever applies holds the lock. */
  busyUntil?: string
}

/** The Secret that records one install, read. */
export interface Parent extends ParentSummary {
  live: LiveObject
  scope: Scope
  /** The last state that was applied completely. */
  current?: Revision
  /** The one before it. */
  previous?: Revision
  /** An attempt that has not ended, or was killed. */
  attempt?: Revision
}

/** Reads the annotations of a parent. */
export function parentSummary({ metadata }: LiveObject): ParentSummary {
  const { annotations = {}, labels = {} } = metadata
  const number = (key: string) => (annotations[key] ? Number(annotations[key]) : undefined)
  const present = <K extends string, V>(key: K, value: V | undefined) =>
    (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }
  return {
    name: labels[INSTALL_LABEL] ?? metadata.name,
    namespace: metadata.namespace ?? "",
    entries: (annotations[ENTRIES] ?? "").split(",").filter((entry) => entry !== ""),
    ...present("revision", number(CURRENT)),
    ...present("digest", annotations[DIGEST]),
    ...present("appliedAt", annotations[APPLIED_AT]),
    ...present("pending", number(PENDING)),
    ...present("busyUntil", annotations[BUSY_UNTIL]),
  }
}

/** The parent of an install; undefined when there is none. A Secret of that name that is not ours is a conflict. */
export async function readParent(client: ClusterClient, install: InstallRef): Promise<Parent | undefined> {
  const live = await client.get(SECRETS, parentName(install.name), install.namespace)
  if (!live) return undefined
  const { labels = {}, annotations = {} } = live.metadata
  if (labels[SET_ID] !== installId(install) || annotations[TOOLING]?.split("/")[0] !== "exporterhub")
    throw new HubError(
      "conflict",
      `The Secret ${live.metadata.name} in ${install.namespace} is not a record of an install`,
      {
        hint: "Choose another name with --name",
      },
    )
  const summary = parentSummary(live)
  const recorded = Object.keys(field(live, "data") ?? {}).flatMap((key) => /^revision\.(\d+)$/.exec(key)?.[1] ?? [])
  const numbers = recorded.map(Number).sort((a, b) => b - a)
  const read = (number: number | undefined) =>
    number !== undefined && numbers.includes(number)
      ? unpackRevision(textAt(live, "data", `revision.${number}`))
      : undefined
  const current = read(summary.revision)
  const previous = read(numbers.find((number) => number < (summary.revision ?? 0)))
  const attempt = read(summary.pending)
  return {
    ...summary,
    live,
    scope: parseScope(annotations),
    ...(current ? { current } : {}),
    ...(previous ? { previous } : {}),
    ...(attempt ? { attempt } : {}),
  }
}

/** What a parent is to say. */
export interface ParentState {
  install: InstallRef
  scope: Scope
  current?: Revision | undefined
  /** The one before, for a rollback. */
  previous?: Revision | undefined
  pending?: Revision | undefined
  busyUntil?: Date | undefined
}

// An object in etcd may have 1.5 MiB and a Secret 1 MiB of data, as decoded.
const LIMIT_BYTES = 1_000_000

/** Writes the parent: creates it, or replaces what was read. Someone else's write in between is a conflict. */
export async function writeParent(client: ClusterClient, state: ParentState, live?: LiveObject): Promise<LiveObject> {
  const object = parentObject(state)
  if (!live) return client.create(SECRETS, object)
  const { metadata } = live
  const kept = Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => !isOurs(key)))
  return client.replace(SECRETS, {
    ...object,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...object.metadata.labels },
      annotations: { ...kept, ...object.metadata.annotations },
    },
  })
}

function isOurs(key: string): boolean {
  return key.startsWith("exporterhub.io/") || key.startsWith("applyset.kubernetes.io/")
}

function parentObject({ install, scope, current, previous, pending, busyUntil }: ParentState): KubeObject {
  const packed = [current, pending, previous].flatMap((revision) =>
    revision ? [[`revision.${revision.revision}`, packRevision(revision)] as const] : [],
  )
  const size = (parts: typeof packed) => parts.reduce((sum, [, text]) => sum + (text.length * 3) / 4, 0)
  // The previous revision is a convenience, the others are needed.
  if (size(packed) > LIMIT_BYTES && previous) packed.pop()
  if (size(packed) > LIMIT_BYTES)
    throw new HubError("usage", "The bundle is too large for its record in the cluster", {
      hint: "Install fewer entries at once",
    })
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "exporterhub.io/install",
    metadata: {
      name: parentName(install.name),
      namespace: install.namespace,
      labels: {
        "app.kubernetes.io/managed-by": "exporterhub",
        [INSTALL_LABEL]: install.name,
        [SET_ID]: installId(install),
      },
      annotations: {
        [TOOLING]: OUR_TOOLING,
        ...scopeAnnotations(scope),
        ...(current
          ? { [CURRENT]: String(current.revision), [DIGEST]: current.digest, [APPLIED_AT]: current.appliedAt }
          : {}),
        [ENTRIES]: (current ?? pending)?.entries.join(",") ?? "",
        ...(pending ? { [PENDING]: String(pending.revision) } : {}),
        ...(busyUntil ? { [BUSY_UNTIL]: busyUntil.toISOString() } : {}),
      },
    },
    data: Object.fromEntries(packed),
  }
}
