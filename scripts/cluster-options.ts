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

/** The flags of every command that writes to a cluster. */
export const writeOptions = {
  yes: z.boolean().default(false).describe("do not ask before writing"),
  timeout: z
    .string()
    .default("5m")
    .refine((text) => durationMs(text), "must be a duration such as 5m")
    .describe("how long everything may take to become ready, or to be gone"),
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

/** Milliseconds of a `--timeout`. */
export function timeoutOf({ timeout }: { timeout: string }): number {
  return durationMs(timeout) ?? 0
}

/** Refuses to write where nobody can be asked and nobody said yes. */
export function mustBeAsked(yes: boolean, interactive: boolean): void {
  if (yes || interactive) return
  throw new HubError("usage", "There is no terminal to ask on", { hint: "--yes writes without asking" })
}
