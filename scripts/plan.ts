import { z } from "zod"
import type { BundleRequest } from "@/lib/bundle/bundle"
import { recordedRequest } from "@/lib/bundle/recorded-request"
import type { Choices } from "@/lib/cluster/choices"
import type { ClusterClient } from "@/lib/cluster/client"
import type { Target } from "@/lib/cluster/fan-out"
import { parallel } from "@/lib/cluster/parallel"
import { type Plan, planInstall, planReport } from "@/lib/cluster/plan"
import { bundleOptions, bundleRequest } from "./bundle-request"
import { choiceOptions, clustersOf, clustersOptions } from "./cluster-options"
import { command } from "./command"
import { applicable, type PreflightFlags, preflightOptions, stopsAtPreflight } from "./preflight"
import { planLines } from "./print-plan"

/** The flags that `plan` and `install` share. */
export const planOptions = {
  ...bundleOptions,
  ...clustersOptions,
  ...choiceOptions,
  createNamespace: z.boolean().default(false).describe("make the namespace when it does not exist"),
  ...preflightOptions,
}

/** The plan for a bundle on a cluster. */
export async function planOf(
  client: ClusterClient,
  request: BundleRequest,
  options: PreflightFlags & Choices & { createNamespace: boolean; cause?: string },
): Promise<Plan> {
  const { bundle, preflight } = applicable(request, options)
  const { name, namespace } = request
  const { digest, objects } = bundle
  const { createNamespace, keepTheirs, takeOver, adopt, cause = "install" } = options
  return planInstall(client, {
    name,
    namespace,
    objects,
    digest,
    entries: request.items.map(({ entry }) => entry.id),
    createNamespace,
    preflight,
    choices: { keepTheirs, takeOver, adopt },
    request: recordedRequest(options.target, request),
    cause,
  })
}

/** The plans for several clusters. */
export function plansOf(
  clients: readonly ClusterClient[],
  planFor: (client: ClusterClient) => Promise<Plan>,
): Promise<Target[]> {
  return parallel(clients, async (client) => ({ client, plan: await planFor(client) }), 3)
}

export const plan = command({
  summary: "Show what installing entries would do to a cluster; writes nothing, exits 1 when it cannot be done",
  words: "<entry…>",
  options: z.object(planOptions),
  examples: [
    "exporterhub plan redis-exporter --context prod --namespace monitoring --set address=redis://redis.default:6379",
    "exporterhub plan node-exporter --contexts staging,prod-a,prod-b",
  ],
  async run({ options, words, json, terminal }) {
    const request = await bundleRequest(options, words, terminal)
    const targets = await plansOf(await clustersOf(options), (client) => planOf(client, request, options))
    const reports = targets.map(({ plan: made }) => planReport(made))
    if (json) terminal.out(JSON.stringify(reports.length === 1 ? reports[0] : { clusters: reports }, null, 2))
    else for (const report of reports) terminal.out(planLines(terminal, report).join("\n"))
    return reports.every((report) => report.clean && !stopsAtPreflight(report, options)) ? 0 : 1
  },
})
