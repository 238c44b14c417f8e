import { writeFile } from "node:fs/promises"
import { z } from "zod"
import type { BundleRequest } from "@/lib/bundle/bundle"
import { combine } from "@/lib/bundle/tuning/combine"
import type { TuningConflict } from "@/lib/bundle/tuning/merge"
import { conflictText, tuneFileText } from "@/lib/bundle/tuning/tune-file"
import type { Tuning } from "@/lib/bundle/tuning/tuning"
import type { ClusterClient } from "@/lib/cluster/client"
import type { Plan } from "@/lib/cluster/plan"
import {
  type Installed,
  installedRequest,
  type UpgradeNews,
  upgradedRequest,
  withoutConflicts,
} from "@/lib/cluster/upgrade"
import { HubError } from "@/lib/error"
import { settingsByEntry } from "./bundle-request"
import { carryOut } from "./carry-out"
import { choiceOptions, clustersOf, clustersOptions, mustBeAsked } from "./cluster-options"
import { command } from "./command"
import { applyOptions } from "./install"
import { planOf, plansOf } from "./plan"
import { preflightOptions, stopsAtPreflight } from "./preflight"
import { catalogOption, usableEntries } from "./registry"
import { paint, type Terminal } from "./terminal"
import { tuningOf } from "./tuning"
import { tuningOptions } from "./tuning-flags"

const { target: _target, ...preflightFlags } = preflightOptions
const upgradeOptions = {
  ...catalogOption,
  ...clustersOptions,
  ...choiceOptions,
  ...applyOptions,
  ...preflightFlags,
  ...tuningOptions,
  namespace: z.string().default("monitoring").describe("namespace of the install"),
  set: z.array(z.string()).default([]).describe("change a parameter; all others stay as they were chosen"),
  writeTune: z.string().optional().describe("write the recorded tuning to this file, to solve its conflicts, and stop"),
  dryRun: z.boolean().default(false).describe("only show the plan"),
}
type UpgradeOptions = z.infer<z.ZodObject<typeof upgradeOptions>>

export const upgrade = command({
  summary: "Bring an install to the versions of the catalog, with the parameters and the tuning that it has",
  words: "<install>",
  options: z.object(upgradeOptions),
  examples: [
    "exporterhub upgrade redis-exporter",
    "exporterhub upgrade redis-exporter --set scrapeInterval=60s --yes",
    "exporterhub upgrade redis-exporter --write-tune tune.yaml",
  ],
  async run({ options, words, json, terminal }) {
    const [name = "", ...more] = words
    if (more.length > 0) throw new HubError("usage", "upgrade takes the name of one install")
    if (!options.dryRun && options.writeTune === undefined) mustBeAsked(options.yes, terminal.interactive)
    const clients = await clustersOf(options)
    const prepared = await Promise.all(clients.map((client) => prepare(client, name, options, terminal)))
    if (options.writeTune !== undefined) return writeTuning(options.writeTune, prepared[0]?.recorded, terminal)
    if (!json) for (const one of prepared) showNews(terminal, one, prepared.length > 1)
    const news = prepared.length === 1 ? { ...prepared[0]?.news } : { news: prepared.map((one) => one.news) }
    if (prepared.some(({ open }) => open.length > 0)) {
      if (json) terminal.out(JSON.stringify({ ...news, plan: null, result: null }, null, 2))
      const how = `exporterhub upgrade ${name} --write-tune tune.yaml writes your tuning to a file; edit it, then --tune tune.yaml. A flag that sets the same field (--for, --threshold, …) decides it too`
      terminal.err(
        `${paint(terminal, "red", "Nothing was written:")} your tuning and the new version disagree\n  ${how}`,
      )
      return 1
    }
    const targets = await plansOf(clients, async (client) =>
      planUpgrade(
        prepared.find((one) => one.client === client),
        options,
      ),
    )
    const stops: Parameters<typeof carryOut>[0]["stops"] = (plan) => stopsAtPreflight(plan, { ...options, target: "" })
    return carryOut({ targets, options, stops, json, terminal, news })
  },
})

/** An upgrade of one cluster before it is planned. */
interface Prepared {
  client: ClusterClient
  installed: Installed
  request: BundleRequest
  /** As it is recorded, carried over to the new rules. */
  recorded: Tuning | undefined
  news: UpgradeNews
  /** Conflicts that neither `--tune` nor a flag decides. */
  open: readonly TuningConflict[]
}

async function prepare(
  client: ClusterClient,
  name: string,
  options: UpgradeOptions,
  terminal: Terminal,
): Promise<Prepared> {
  const install = { name, namespace: options.namespace }
  const installed = await installedRequest(client, install)
  const entries = await usableEntries(
    options.catalog,
    installed.request.entries.map(({ id }) => id),
  )
  const { request, news } = upgradedRequest(install, installed, entries, settingsByEntry(options.set, entries))
  const own = (await tuningOf(options, request.items, terminal)) ?? {}
  const { conflicts } = news.tuning
  const decided = conflicts.filter((conflict) => options.tune !== undefined || decides(own, conflict))
  const kept = options.tune === undefined ? withoutConflicts(request.tuning ?? {}, decided) : {}
  const tuning = combine(kept, own)
  return {
    client,
    installed,
    recorded: request.tuning,
    news,
    open: conflicts.filter((conflict) => !decided.includes(conflict)),
    request: { ...withoutTuning(request), ...(Object.keys(tuning).length > 0 ? { tuning } : {}) },
  }
}

function withoutTuning({ tuning: _, ...request }: BundleRequest): BundleRequest {
  return request
}

/** Whether the flags say something about the field in conflict, or turn its rule off. */
function decides(own: Tuning, { path: [entry = "", rule = "", field = ""] }: TuningConflict): boolean {
  const changes = own[entry]?.[rule]
  return changes !== undefined && (Object.hasOwn(changes, field) || changes.enabled === false)
}

async function planUpgrade(prepared: Prepared | undefined, options: UpgradeOptions): Promise<Plan> {
  if (!prepared) throw new Error("every cluster was prepared")
  const { client, installed, request } = prepared
  const before = installed.preflight ?? {}
  const or = (given: readonly string[], then: readonly string[] = []) => [...(given.length > 0 ? given : then)]
  return planOf(client, request, {
    ...options,
    target: installed.request.target,
    forPrometheus: or(options.forPrometheus, before.forPrometheus),
    skipKind: or(options.skipKind, before.skipKinds),
    monitorNamespace: options.monitorNamespace ?? before.monitorNamespace,
    createNamespace: false,
    cause: "upgrade",
  })
}

function showNews(terminal: Terminal, { client, news, open }: Prepared, several: boolean): void {
  if (several) terminal.out(paint(terminal, "dim", client.context))
  for (const { entry, from = "none", to = "none" } of news.versions)
    terminal.out(`${paint(terminal, "bold", entry)} ${from === to ? `${to} (no new version)` : `${from} → ${to}`}`)
  for (const place of news.tuning.kept) terminal.out(`${paint(terminal, "green", "tuning kept")} ${place}`)
  for (const conflict of news.tuning.conflicts) {
    const word = open.includes(conflict) ? paint(terminal, "red", "tuning conflict") : "tuning decided by you"
    terminal.out(`${word} ${conflict.path.map(String).join(".")}: ${conflictText(conflict)}`)
  }
}

async function writeTuning(file: string, tuning: Tuning | undefined, terminal: Terminal): Promise<number> {
  await writeFile(file, tuneFileText(tuning ?? {})).catch((cause) => {
    throw new HubError("usage", `Cannot write ${file}`, { cause })
  })
  terminal.err(`Wrote ${file}: the tuning of the install, with the originals that it was made against`)
  return 0
}
