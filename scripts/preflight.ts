import { z } from "zod"
import { buildBundle, optionValues } from "@/lib/bundle/build"
import type { Bundle, BundleRequest } from "@/lib/bundle/bundle"
import type { PlanReport } from "@/lib/cluster/plan"
import type { PreflightOptions } from "@/lib/cluster/preflight/item"
import { HubError } from "@/lib/error"

/** The flags by which `plan` and `install` are told what a pre-flight asked. */
export const preflightOptions = {
  target: z.string().default("operator").describe("format of the objects, where the cluster serves another one"),
  forPrometheus: z
    .array(z.string().regex(/^[^/\s]+\/[^/\s]+$/, "must be namespace/name"))
    .default([])
    .describe("server that shall read monitors and rules, as namespace/name, where several could"),
  monitorNamespace: z.string().optional().describe("put monitors and rules into this namespace instead"),
  skipKind: z.array(z.string()).default([]).describe("leave out objects of a kind that the cluster does not serve"),
  ignorePreflight: z.boolean().default(false).describe("install though the pre-flight found an error"),
}

/** These flags, read. */
export type PreflightFlags = z.infer<z.ZodObject<typeof preflightOptions>>

/** The bundle of the target that was asked for, which must be one of objects, and the choices for the pre-flight. */
export function applicable(
  request: BundleRequest,
  flags: PreflightFlags,
): { bundle: Bundle; preflight: PreflightOptions } {
  const options = optionValues(flags.target, {})
  const bundle = buildBundle(flags.target, { ...request, options })
  if (bundle.objects.length === 0)
    throw new HubError("usage", `The target ${bundle.target} is not applied to a cluster`, {
      hint: "exporterhub bundle writes its files",
    })
  const { forPrometheus, monitorNamespace, skipKind } = flags
  const absent = skipKind.filter((kind) => !bundle.objects.some((object) => object.kind === kind))
  if (absent.length > 0) throw new HubError("usage", `--skip-kind ${absent.join(", ")}: the bundle has none`)
  return { bundle, preflight: { forPrometheus, skipKinds: skipKind, monitorNamespace } }
}

/** Whether an error of the pre-flight keeps the plan from being applied. */
export function stopsAtPreflight({ preflight }: PlanReport, { ignorePreflight }: PreflightFlags): boolean {
  return preflight.level === "error" && !ignorePreflight
}
