import { z } from "zod"
import type { BundleRequest } from "@/lib/bundle/bundle"
import type { ClusterClient } from "@/lib/cluster/client"
import { type Plan, planInstall, planReport } from "@/lib/cluster/plan"
import { bundleOptions, bundleRequest } from "./bundle-request"
import { clusterOf, clusterOptions } from "./cluster-options"
import { command } from "./command"
import { applicable, type PreflightFlags, preflightOptions, stopsAtPreflight } from "./preflight"
import { planLines } from "./print-plan"

/** The flags that `plan` and `install` share. */
export const planOptions = {
  ...bundleOptions,
  ...clusterOptions,
  createNamespace: z.boolean().default(false).describe("make the namespace when it does not exist"),
  ...preflightOptions,
}

/** The plan for a bundle on a cluster. */
export async function planOf(
  client: ClusterClient,
  request: BundleRequest,
  options: PreflightFlags & { createNamespace: boolean },
): Promise<Plan> {
  const { bundle, preflight } = applicable(request, options)
  const { name, namespace } = request
  const entries = request.items.map(({ entry }) => entry.id)
  const { digest, objects } = bundle
  const { createNamespace } = options
  return planInstall(client, { name, namespace, objects, digest, entries, createNamespace, preflight })
}

export const plan = command({
  summary: "Show what installing entries would do to a cluster; writes nothing, exits 1 when it cannot be done",
  words: "<entry…>",
  options: z.object(planOptions),
  examples: [
    "exporterhub plan redis-exporter --context prod --namespace monitoring --set address=redis://redis.default:6379",
  ],
  async run({ options, words, json, terminal }) {
    const request = await bundleRequest(options, words, terminal)
    const made = await planOf(await clusterOf(options), request, options)
    if (json) terminal.out(JSON.stringify(planReport(made), null, 2))
    else terminal.out(planLines(terminal, made).join("\n"))
    return made.clean && !stopsAtPreflight(made, options) ? 0 : 1
  },
})
