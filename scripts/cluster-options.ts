import { z } from "zod"
import { clusterClient } from "@/lib/adapters/kubernetes"
import type { ClusterClient } from "@/lib/cluster/client"
import { HubError } from "@/lib/error"
import { durationMs } from "@/lib/promql/duration"

/** The flags of every command that talks to a cluster. */
export const clusterOptions = {
  context: z.string().optional().describe("context of the kubeconfig (default: the current one)"),
  kubeconfig: z.string().optional().describe("kubeconfig file (default: as kubectl finds it)"),
}

/** The flags of commands that can do the same in several clusters. */
export const clustersOptions = {
  ...clusterOptions,
  context: z
    .array(z.string())
    .default([])
    .describe("context of the kubeconfig (default: the current one); the first of several is the canary"),
  contexts: z.string().optional().describe("several contexts, with commas"),
}

/** The flags that say what becomes of objects that others have a part in. */
export const choiceOptions = {
  keepTheirs: z
    .array(z.string())
    .default([])
    .describe("leave contested fields to their owner, now and later: Kind/name, or Kind/name:.field"),
  takeOver: z.array(z.string()).default([]).describe("make contested fields ours: Kind/name, or * for all"),
  adopt: z
    .array(z.string())
    .default([])
    .describe("make an object that is there already part of the install: Kind/name"),
}

/** The flags of every command that writes to a cluster. */
export const writeOptions = {
  yes: z.boolean().default(false).describe("do not ask before writing"),
  timeout: z
    .string()
    .default("5m")
    .refine((text) => durationMs(text), "must be a duration such as 5m")
    .describe("how long everything may take to become ready, or to be gone"),
  lease: z
    .string()
    .default("30s")
    .refine((text) => durationMs(text), "must be a duration such as 30s")
    .describe("how long the lock on the install outlives this process when it is killed"),
}

/** The cluster that the flags mean. */
export function clusterOf({
  context,
  kubeconfig,
}: {
  context?: string | undefined
  kubeconfig?: string | undefined
}): Promise<ClusterClient> {
  return clusterClient(context, { kubeconfig })
}

/** The clusters that the flags mean, in their order. */
export function clustersOf(options: {
  context: readonly string[]
  contexts?: string | undefined
  kubeconfig?: string | undefined
}): Promise<ClusterClient[]> {
  const { context, contexts = "", kubeconfig } = options
  const named = [...context, ...contexts.split(",").map((name) => name.trim())].filter((name) => name !== "")
  const names: readonly (string | undefined)[] = named.length > 0 ? [...new Set(named)] : [undefined]
  return Promise.all(names.map((name) => clusterClient(name, { kubeconfig })))
}

/** Milliseconds of a `--lease`. */
export function leaseOf({ lease }: { lease: string }): number {
  return durationMs(lease) ?? 0
}

/** Milliseconds of a `--timeout`. */
export function timeoutOf({ timeout }: { timeout: string }): number {
  return durationMs(timeout) ?? 0
}

/** Refuses to write where nobody can be asked and nobody said yes. */
export function mustBeAsked(yes: boolean, interactive: boolean): void {
  if (yes || interactive) return
  throw new HubError("usage", "There is no terminal to ask on", { hint: "--yes writes without asking" })
}
