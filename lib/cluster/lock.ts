import { HubError } from "@/lib/error"
import { type InstallRef, type Scope, scopeOf, union } from "./apply-set"
import type { ClusterClient, LiveObject } from "./client"
import { type Parent, type ParentState, SECRETS, writeParent } from "./parent"
import type { Revision } from "./revision"

/** How long a lock outlives a hub that was killed, in milliseconds; while work goes on, it is renewed at half time. */
export const LEASE_MS = 30_000

/** What the lock is taken for. */
export interface LockOptions {
  /** As it stands in the record: "install", "upgrade", "rollback to 3", "uninstall". */
  cause: string
  leaseMs?: number | undefined
}

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

/** Who holds the lock of an install at this moment; undefined when it is free, or was left by a hub that was killed. */
export function holderOf(client: ClusterClient, parent: Parent | undefined): string | undefined {
  if (!parent?.busyUntil || new Date(parent.busyUntil) <= client.clock.now()) return undefined
  return parent.busyWith ?? "apply"
}

/** What is said where the lock is held by someone else. */
export function heldBy({ name, busyUntil, busyWith = "apply" }: Parent): { message: string; hint: string } {
  return {
    message: `Someone else is applying ${name} at this moment (${busyWith})`,
    hint: `Wait for them; if they were killed, the lock ends at ${busyUntil}`,
  }
}

/**
 * Takes the lock and writes the attempt into the record, with every kind that the set had or will have. Without an attempt
 * (for an uninstall) only the lock is written.
 */
export async function takeLock(
  client: ClusterClient,
  install: InstallRef,
  parent: Parent | undefined,
  attempt: Revision | undefined,
  { cause, leaseMs = LEASE_MS }: LockOptions,
): Promise<Lock> {
  const before = parent?.scope ?? { groupKinds: [], namespaces: [] }
  const after = scopeOf(attempt?.objects ?? [], install.namespace)
  const { current } = parent ?? {}
  // A killed attempt is no revision to go back to.
  const older = new Map([...(parent?.packed ?? [])].filter(([number]) => number !== parent?.pending))
  let live: LiveObject | undefined = parent?.live
  const holder = client.unique()
  let until = new Date(0)
  let lost = false
  const write = async (state: Omit<ParentState, "install">) => {
    try {
      live = await writeParent(client, { install, ...state }, live, holder)
    } catch (error) {
      lost = error instanceof HubError && ["conflict", "not-found"].includes(error.code)
      throw error
    }
  }
  const pending = attempt ?? parent?.attempt
  const hold = async () => {
    until = new Date(client.clock.now().getTime() + leaseMs)
    await write({
      scope: union(before, after),
      current,
      older,
      pending,
      busy: { until, with: cause, holder },
    })
  }
  await hold().catch((error) => {
    if (!(error instanceof HubError && error.code === "conflict")) throw error
    const message = `${install.name} in ${install.namespace} was changed by someone else since it was planned`
    throw new HubError("conflict", message, { cause: error, hint: "Plan again" })
  })
  return {
    lost: () => lost,
    renew: async () => {
      if (until.getTime() - client.clock.now().getTime() < leaseMs / 2) await hold()
    },
    commit: (leftover) => write({ scope: union(after, leftover), current: attempt ?? current, older }),
    revert: () => write({ scope: union(before, after), current, older }),
    drop: async () => {
      if (live) await client.remove(SECRETS, live)
    },
  }
}
