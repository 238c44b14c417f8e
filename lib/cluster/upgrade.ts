import type { BundleRequest } from "@/lib/bundle/bundle"
import { itemsAgain, type RecordedRequest, type VersionStep, versionSteps } from "@/lib/bundle/recorded-request"
import { mergeTuning, type TuningConflict } from "@/lib/bundle/tuning/merge"
import { rulesByEntry } from "@/lib/bundle/tuning/rules-of"
import type { Tuning } from "@/lib/bundle/tuning/tuning"
import { HubError } from "@/lib/error"
import type { InstallRef } from "./apply-set"
import type { ClusterClient } from "./client"
import { readParent } from "./parent"
import type { PreflightOptions } from "./preflight/item"
import { noSuchInstall } from "./status"

/** What an upgrade starts from. */
export interface Installed {
  request: RecordedRequest
  preflight: PreflightOptions | undefined
}

/** What an install was asked for with. Throws HubError("usage") when its record does not say. */
export async function installedRequest(client: ClusterClient, install: InstallRef): Promise<Installed> {
  const parent = await readParent(client, install)
  if (!parent) throw await noSuchInstall(client, install)
  const { request, preflight } = parent.current ?? parent.attempt ?? {}
  if (request) return { request, preflight }
  throw new HubError("usage", `The record of ${install.name} does not say what it was asked for with`, {
    hint: "Install it again under the same name; from then on it can be upgraded",
  })
}

type Entries = Parameters<typeof itemsAgain>[1]
type Changes = Parameters<typeof itemsAgain>[2]

/** What an upgrade does beside the plan: versions, and what becomes of the user's tuning. */
export interface UpgradeNews {
  versions: readonly VersionStep[]
  tuning: {
    /** Places that go on as they are, as "redis-exporter.RedisDown.for". */
    kept: readonly string[]
    conflicts: readonly TuningConflict[]
  }
}

/** The request of an install for the entries as the catalog has them now, with its tuning carried over. */
export function upgradedRequest(
  install: InstallRef,
  { request }: Installed,
  entries: Entries,
  changes?: Changes,
): { request: BundleRequest; news: UpgradeNews } {
  const merged = mergeTuning(request.tuning ?? {}, undefined, rulesByEntry(entries))
  return {
    request: {
      items: itemsAgain(request, entries, changes),
      name: install.name,
      namespace: install.namespace,
      labels: request.labels,
      ...(request.siteUrl === undefined ? {} : { siteUrl: request.siteUrl }),
      ...(Object.keys(merged.tuning).length > 0 ? { tuning: merged.tuning } : {}),
    },
    news: {
      versions: versionSteps(request, entries),
      tuning: { kept: merged.kept.map((path) => path.map(String).join(".")), conflicts: merged.conflicts },
    },
  }
}

/** A tuning without the places that conflict, and without what was noted of their originals: for those, others are chosen. */
export function withoutConflicts(tuning: Tuning, conflicts: readonly TuningConflict[]): Tuning {
  const rest = conflicts.reduce<Tuning>(
    (left, { path }) => without(without(left, path), baseOf(path)) as Tuning,
    tuning,
  )
  const filled = Object.entries(rest).map(([entry, rules]) => [
    entry,
    // What is left with nothing but notes changes nothing.
    Object.fromEntries(Object.entries(rules).filter(([, one]) => Object.keys(one).some((key) => key !== "base"))),
  ])
  return Object.fromEntries(filled)
}

function baseOf([entry, rule, ...field]: TuningConflict["path"]): TuningConflict["path"] {
  return field.length === 0 ? [] : [entry ?? "", rule ?? "", "base", ...field]
}

function without(value: unknown, [key, ...rest]: TuningConflict["path"]): unknown {
  if (key === undefined || typeof value !== "object" || value === null) return value
  const { [String(key)]: inner, ...others } = value as Record<string, unknown>
  if (inner === undefined) return value
  const left = rest.length === 0 ? undefined : without(inner, rest)
  return left === undefined ? others : { ...others, [String(key)]: left }
}
