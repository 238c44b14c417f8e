import { createHash } from "node:crypto"
import { z } from "zod"
import { bundleFrom } from "@/app/api/bundle/bundle-from"
import { cluster } from "@/app/server"
import { recordedRequest } from "@/lib/bundle/recorded-request"
import type { ClusterClient } from "@/lib/cluster/client"
import { type Plan, planInstall, planReport } from "@/lib/cluster/plan"
import { HubError } from "@/lib/error"

const Choice = z.array(z.string().max(640)).max(64)
/** As lib/cluster/choices.ts reads them: "Kind/name", or "Kind/name:.field". */
export const Choices = z.strictObject({
  keepTheirs: Choice.optional(),
  takeOver: Choice.optional(),
  adopt: Choice.optional(),
})

/** What is to be installed where: a bundle as the query of the builder's page, never as manifests. */
export const InstallBody = z.strictObject({
  context: z.string().min(1).max(512),
  /** `entry` and what readBundleQuery reads. */
  bundle: z.string().max(32_768),
  createNamespace: z.boolean().default(false),
  /** What was chosen after a pre-flight. */
  preflight: z
    .strictObject({
      forPrometheus: z.array(z.string().max(320)).max(16).optional(),
      skipKinds: z.array(z.string().max(63)).max(16).optional(),
      monitorNamespace: z.string().min(1).max(63).optional(),
    })
    .default({}),
  /** What was decided about objects that others have a part in. */
  choices: Choices.default({}),
})
export type InstallBody = z.infer<typeof InstallBody>

/** Renders the bundle and plans it against the cluster as it is now. */
export async function planFor(body: InstallBody): Promise<{ client: ClusterClient; plan: Plan }> {
  const { entry, bundle, request } = await bundleFrom(new URLSearchParams(body.bundle))
  if (bundle.objects.length === 0)
    throw new HubError("usage", `The target ${bundle.target} is not applied to a cluster`)
  const client = await cluster(body.context)
  const plan = await planInstall(client, {
    name: request.name,
    namespace: request.namespace,
    objects: bundle.objects,
    digest: bundle.digest,
    entries: [entry.id],
    createNamespace: body.createNamespace,
    preflight: body.preflight,
    choices: body.choices,
    request: recordedRequest(bundle.target, request),
  })
  return { client, plan }
}

/** A name for what a plan says. Two plans of the same name do the same; one that moved has another. */
export function planId(plan: Plan): string {
  return createHash("sha256")
    .update(JSON.stringify(planReport(plan)))
    .digest("hex")
}
