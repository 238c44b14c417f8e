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
const INSTALL_LABEL = "exporterhub.io/install"
/** Secrets: the kind of every parent. */
export const SECRETS: ResourceType = { group: "", version: "v1", kind: "Secret", plural: "secrets", namespaced: true }

const DIGEST = "exporterhub.io/digest"
const ENTRIES = "exporterhub.io/entries"
const APPLIED_AT = "exporterhub.io/applied-at"
const CURRENT = "exporterhub.io/revision"
const PENDING = "exporterhub.io/pending-revision"
const BUSY_UNTIL = "exporterhub.io/busy-until"
const BUSY_WITH = "exporterhub.io/busy-with"
const HOLDER = "exporterhub.io/holder"

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
  /** What holds the lock, or was killed while it did: "install", "upgrade", "rollback to 3", "uninstall". */
  busyWith?: string
}

/** The Secret that records one install, read. */
export interface Parent extends ParentSummary {
  live: LiveObject
  scope: Scope
  /** The last state that was applied completely. */
  current?: Revision
  /** An attempt that has not ended, or was killed. */
  attempt?: Revision
  /** Every recorded revision by its number, still packed. */
  packed: ReadonlyMap<number, string>
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
    ...present("busyWith", annotations[BUSY_WITH]),
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
  const numbers = Object.keys(field(live, "data") ?? {}).flatMap((key) => /^revision\.(\d+)$/.exec(key)?.[1] ?? [])
  const packed = new Map(numbers.map((number) => [Number(number), textAt(live, "data", `revision.${number}`)]))
  const read = (number: number | undefined) => {
    const text = number === undefined ? undefined : packed.get(number)
    return text === undefined ? undefined : unpackRevision(text)
  }
  const current = read(summary.revision)
  const attempt = read(summary.pending)
  return {
    ...summary,
    live,
    scope: parseScope(annotations),
    packed,
    ...(current ? { current } : {}),
    ...(attempt ? { attempt } : {}),
  }
}

/** The revisions that were applied completely and are still recorded, the newest first. */
export function history({ packed, pending }: Parent): Revision[] {
  return [...packed]
    .filter(([number]) => number !== pending)
    .sort(([a], [b]) => b - a)
    .map(([, text]) => unpackRevision(text))
}

/** What a parent is to say. */
export interface ParentState {
  install: InstallRef
  scope: Scope
  current?: Revision | undefined
  /** Those before it, for rollbacks, packed; the oldest go when there are too many. */
  older: ReadonlyMap<number, string>
  pending?: Revision | undefined
  busy?: { until: Date; with: string; holder: string } | undefined
}

// An object in etcd may have 1.5 MiB and a Secret 1 MiB of data, as decoded.
const LIMIT_BYTES = 1_000_000
/** How many revisions are kept at most. */
export const MAX_REVISIONS = 10

/**
 * Writes the parent: creates it, or replaces what was read. Someone else's write in between is a conflict; a write of the same
 * holder of the lock, which was given up as lost and came late, is not.
 */
export async function writeParent(
  client: ClusterClient,
  state: ParentState,
  live: LiveObject | undefined,
  holder: string,
): Promise<LiveObject> {
  const object = parentObject(state)
  let base = live
  for (let tries = 1; ; tries++) {
    try {
      return await (base ? client.replace(SECRETS, replacing(base, object)) : client.create(SECRETS, object))
    } catch (error) {
      if (!(error instanceof HubError)) throw error
      // The answer may be lost and the write not, or the server may be busy: only the record itself can tell.
      const now = await client.get(SECRETS, object.metadata.name, object.metadata.namespace).catch(() => undefined)
      if (now && says(now, object)) return now
      const late = now?.metadata.annotations?.[HOLDER] === holder
      const untouched = now?.metadata.resourceVersion === base?.metadata.resourceVersion
      if (tries === WRITE_TRIES || !(late || (untouched && PASSING.has(error.code)))) throw error
      await client.clock.sleep(200 * 2 ** tries)
      base = now
    }
  }
}

const WRITE_TRIES = 4
const PASSING = new Set(["unreachable", "timeout", "upstream"])

function says({ metadata, data }: LiveObject, wanted: KubeObject): boolean {
  const own = (annotations: Readonly<Record<string, string>> = {}) =>
    JSON.stringify(
      Object.entries(annotations)
        .filter(([key]) => isOurs(key))
        .sort(),
    )
  const values = (map: unknown) => JSON.stringify(Object.entries(Object(map)).sort())
  return own(metadata.annotations) === own(wanted.metadata.annotations) && values(data) === values(wanted.data)
}

function replacing({ metadata }: LiveObject, object: KubeObject): LiveObject {
  const kept = Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => !isOurs(key)))
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...object.metadata.labels },
      annotations: { ...kept, ...object.metadata.annotations },
    },
  }
}

function isOurs(key: string): boolean {
  return key.startsWith("exporterhub.io/") || key.startsWith("applyset.kubernetes.io/")
}

function parentObject(state: ParentState): KubeObject {
  const { install, scope, current, pending, busy } = state
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
        ...(busy ? { [BUSY_UNTIL]: busy.until.toISOString(), [BUSY_WITH]: busy.with, [HOLDER]: busy.holder } : {}),
      },
    },
    data: recordedRevisions(state),
  }
}

/** What must be there, then as many of the older ones as there is room for, the newest first. */
function recordedRevisions({ current, pending, older }: ParentState): Record<string, string> {
  const needed = [current, pending].flatMap((revision) => (revision ? [revision] : []))
  const packed = new Map(
    needed.map((revision) => [revision.revision, older.get(revision.revision) ?? packRevision(revision)]),
  )
  const bytes = (text: string) => (text.length * 3) / 4
  let size = [...packed.values()].reduce((sum, text) => sum + bytes(text), 0)
  if (size > LIMIT_BYTES)
    throw new HubError("usage", "The bundle is too large for its record in the cluster", {
      hint: "Install fewer entries at once",
    })
  for (const [number, text] of [...older].sort(([a], [b]) => b - a)) {
    if (packed.has(number)) continue
    size += bytes(text)
    if (packed.size === MAX_REVISIONS || size > LIMIT_BYTES) break
    packed.set(number, text)
  }
  return Object.fromEntries([...packed].map(([number, text]) => [`revision.${number}`, text]))
}
