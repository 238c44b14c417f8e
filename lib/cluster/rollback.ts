import { HubError } from "@/lib/error"
import type { InstallRef } from "./apply-set"
import type { Choices } from "./choices"
import type { ClusterClient } from "./client"
import { history, type Parent, readParent } from "./parent"
import { type Plan, planInstall } from "./plan"
import type { Revision } from "./revision"
import { noSuchInstall } from "./status"

/**
 * The plan that goes back to a recorded revision: to the one before, or when an apply was interrupted to the last complete
 * one. It becomes a new revision, so that going back can be taken back too. Throws HubError("usage") for one that is not
 * recorded.
 */
export async function planRollback(
  client: ClusterClient,
  install: InstallRef,
  { to, choices }: { to?: number | undefined; choices?: Choices | undefined } = {},
): Promise<Plan> {
  const parent = await readParent(client, install)
  if (!parent) throw await noSuchInstall(client, install)
  const target = revisionFor(parent, to)
  const { digest, entries, objects, request, preflight } = target
  return planInstall(client, {
    ...install,
    objects,
    digest,
    entries,
    request,
    preflight,
    choices,
    cause: `rollback to ${target.revision}`,
    asRecorded: true,
  })
}

function revisionFor(parent: Parent, to: number | undefined): Revision {
  const known = history(parent)
  const interrupted = parent.busyWith !== undefined
  const before = known.find(({ revision }) => interrupted || revision < (parent.revision ?? 0))
  const found = to === undefined ? before : known.find(({ revision }) => revision === to)
  if (found) return found
  const numbers = known.map(({ revision }) => revision).join(", ")
  const message =
    to === undefined ? `${parent.name} has no revision to go back to` : `${parent.name} has no revision ${to} any more`
  throw new HubError("usage", message, {
    hint: numbers === "" ? "Nothing of it was ever complete; uninstall it" : `Recorded are: ${numbers}`,
  })
}
