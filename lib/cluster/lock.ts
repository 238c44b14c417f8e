import { HubError } from "@/lib/error"
import { type InstallRef, type Scope, scopeOf, union } from "./apply-set"
import type { ClusterClient, LiveObject } from "./client"
import { type Parent, type ParentState, SECRETS, writeParent } from "./parent"
import type { Revision } from "./revision"

// Renewed while work goes on, so that a killed hub does not lock an install for long.
const LEASE_MS = 60_000
const RENEW_MS = 30_000

/** The right to change an install, held through its record; lost as soon as someone else writes the record. */
export interface Lock {
  /** Whether someone else has taken over; then nothing may be undone any more. */
  lost(): boolean
  /** Keeps the lock; cheap when it is still fresh. */
  renew(): Promise<void>
  /** The attempt is now what is there. */
  commit(leftover: Scope): Promise<void>
  /** The version from before is there again. */
  revert(): Promise<void>
  /** Nothing is there any more: the record goes too. */
  drop(): Promise<void>
}

/** Takes the lock and writes the attempt into the record, with every kind that the set had or will have. */
export async function takeLock(
  client: ClusterClient,
  install: InstallRef,
  parent: Parent | undefined,
  attempt: Revision,
): Promise<Lock> {
  const before = parent?.scope ?? { groupKinds: [], namespaces: [] }
  const after = scopeOf(attempt.objects, install.namespace)
  const { current, previous } = parent ?? {}
  let live: LiveObject | undefined = parent?.live
  let busyUntil = new Date(0)

  let lost = false
  const write = async (state: Omit<ParentState, "install">) => {
    try {
      live = await writeParent(client, { install, ...state }, live)
    } catch (error) {
      lost = error instanceof HubError && error.code === "conflict"
      throw error
    }
  }
  const hold = async () => {
    busyUntil = new Date(client.clock.now().getTime() + LEASE_MS)
    await write({ scope: union(before, after), current, previous, pending: attempt, busyUntil })
  }
  await hold().catch((error) => {
    if (!(error instanceof HubError && error.code === "conflict")) throw error
    throw new HubError(
      "conflict",
      `${install.name} in ${install.namespace} was changed by someone else since it was planned`,
      {
        cause: error,
        hint: "Plan again",
      },
    )
  })
  return {
    lost: () => lost,
    renew: async () => {
      if (busyUntil.getTime() - client.clock.now().getTime() < RENEW_MS) await hold()
    },
    commit: (leftover) => write({ scope: union(after, leftover), current: attempt, previous: current }),
    revert: () => write({ scope: union(before, after), current, previous }),
    drop: async () => {
      if (live) await client.remove(SECRETS, live)
    },
  }
}
