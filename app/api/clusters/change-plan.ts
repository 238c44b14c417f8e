import { z } from "zod"
import { catalog, cluster } from "@/app/server"
import { buildBundle, optionValues } from "@/lib/bundle/build"
import type { Bundle } from "@/lib/bundle/bundle"
import { type RecordedRequest, recordedRequest } from "@/lib/bundle/recorded-request"
import type { InstallRef } from "@/lib/cluster/apply-set"
import type { ClusterClient } from "@/lib/cluster/client"
import { type InstallRequest, type Plan, planInstall } from "@/lib/cluster/plan"
import { planRollback } from "@/lib/cluster/rollback"
import { type Installed, installedRequest, type UpgradeNews, upgradedRequest } from "@/lib/cluster/upgrade"
import { HubError } from "@/lib/error"
import { Choices } from "./install-plan"

/** A change of an install that is there. */
export const ChangeBody = z.strictObject({
  context: z.string().min(1).max(512),
  namespace: z.string().min(1).max(63),
  name: z.string().min(1).max(63),
  change: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("rollback"), to: z.int().positive() }),
    z.strictObject({ kind: z.literal("upgrade") }),
  ]),
  choices: Choices.default({}),
})
export type ChangeBody = z.infer<typeof ChangeBody>

/** Plans a change against the cluster as it is now. Writes nothing. */
export async function planChange({ context, change, choices, ...install }: ChangeBody): Promise<{
  client: ClusterClient
  plan: Plan
}> {
  const client = await cluster(context)
  if (change.kind === "rollback")
    return { client, plan: await planRollback(client, install, { to: change.to, choices }) }
  const { request, news } = await upgradeOf(install, await installedRequest(client, install))
  if (news.tuning.conflicts.length > 0)
    throw new HubError("conflict", "Your tuning and the new version disagree; nothing was written", {
      hint: `exporterhub upgrade ${install.name} --write-tune tune.yaml shows both sides, and takes what you decide`,
    })
  return { client, plan: await planInstall(client, { ...request, choices }) }
}

/** What the catalog of this hub would make of an install. */
export interface Upgrade {
  request: InstallRequest
  news: UpgradeNews
  bundle: Bundle
}

/** The upgrade of an install to what the catalog has now. Throws HubError when an entry of it is not there any more. */
export async function upgradeOf(install: InstallRef, installed: Installed): Promise<Upgrade> {
  const { request: record, preflight } = installed
  const entries = (await entriesOf(record)).map(({ entry }) => entry)
  const { request, news } = upgradedRequest(install, installed, entries)
  const { target } = record
  // With a conflict only the versions are of interest: what the bundle would be is for the user to decide.
  const { tuning, ...untuned } = request
  const bundle = buildBundle(target, {
    ...(news.tuning.conflicts.length > 0 ? untuned : request),
    options: optionValues(target, {}),
  })
  return {
    news,
    bundle,
    request: {
      ...install,
      objects: bundle.objects,
      digest: bundle.digest,
      entries: entries.map(({ id }) => id),
      preflight,
      request: recordedRequest(target, request),
      cause: "upgrade",
    },
  }
}

async function entriesOf({ entries }: RecordedRequest) {
  const { byId } = await catalog()
  return entries.map(({ id }) => {
    const entry = byId.get(id)
    if (entry) return { entry }
    throw new HubError("not-found", `The catalog has no entry ${id} any more`)
  })
}
