import type { InstallRef } from "./apply-set"
import type { ObjectRef } from "./client"

/** What happens while something is applied or removed, in order. */
export type ApplyEvent =
  /** Before the first write: how many objects will be written or removed. */
  | { type: "started"; total: number }
  | { type: "done"; ref: ObjectRef; what: "created" | "updated" | "removed"; count: number; total: number }
  /** Not ready yet; sent again when the message changes. */
  | { type: "waiting"; ref: ObjectRef; message: string }
  | { type: "ready"; ref: ObjectRef }
  | { type: "warning"; message: string; ref?: ObjectRef }
  /** Something failed, and what was written is being taken back. */
  | { type: "undoing"; message: string }

/** Is told what happens. */
export type OnEvent = (event: ApplyEvent) => void

/** How an apply ended: one clear word about what is in the cluster now. */
export interface ApplyResult extends InstallRef {
  ok: boolean
  /**
   * - `new`: everything in the plan is there
   * - `old`: the version from before is there
   * - `none`: nothing of the install is there
   * - `mixed`: neither, because undoing failed too; the message says what is left
   */
  state: "new" | "old" | "none" | "mixed"
  /** Whether anything was written that is still there. */
  changed: boolean
  digest: string
  /** The revision that is there; undefined for `none`. */
  revision?: number
  message: string
  hint?: string
  tookMs: number
}

/** How to apply. */
export interface ApplyOptions {
  /** How long everything may take to become ready. */
  timeoutMs?: number
  /** Whether to wait until everything is ready; without it, trouble in pods goes unseen. */
  wait?: boolean
  /** How long a pod may be in trouble (image, missing Secret, crash) before the apply fails. */
  patienceMs?: number
  /** How long the lock outlives a hub that is killed. */
  leaseMs?: number
  /** How long to wait for an API server that went away, before giving up undoing. */
  recoverMs?: number
}
