import { z } from "zod"
import { bundleRequest } from "./bundle-request"
import { carryOut } from "./carry-out"
import { clustersOf, mustBeAsked, writeOptions } from "./cluster-options"
import { command } from "./command"
import { planOf, planOptions, plansOf } from "./plan"
import { stopsAtPreflight } from "./preflight"

/** The flags of every command that applies a plan. */
export const applyOptions = {
  ...writeOptions,
  noWait: z.boolean().default(false).describe("do not wait until everything is ready"),
}

export const install = command({
  summary: "Install entries into a cluster, or update what is installed: plan, ask, apply, wait until ready",
  words: "<entry…>",
  options: z.object({ ...planOptions, ...applyOptions }),
  examples: [
    "exporterhub install redis-exporter --namespace monitoring --set address=redis://redis.default:6379",
    "exporterhub install node-exporter --create-namespace --label release=prometheus --yes --json",
    "exporterhub install node-exporter --context canary --context prod-a --context prod-b",
  ],
  async run({ options, words, json, terminal }) {
    const request = await bundleRequest(options, words, terminal)
    mustBeAsked(options.yes, terminal.interactive)
    const targets = await plansOf(await clustersOf(options), (client) => planOf(client, request, options))
    return carryOut({ targets, options, stops: (plan) => stopsAtPreflight(plan, options), json, terminal })
  },
})
