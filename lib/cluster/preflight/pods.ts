import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import type { ClusterClient } from "../client"
import { type Kinds, typeOf } from "../kinds"
import type { KnownLabels } from "../selection"
import { fix, item, type PreflightItem } from "./item"
import { POD_LEVELS, type PodLevel, podOf, podStanding } from "./pod-standard"

const ENFORCE = "pod-security.kubernetes.io/enforce"

/**
 * Whether the namespace lets the bundle's pods in. A Deployment is always accepted and its pods are refused later, so the
 * pod itself is tried in a dry run; where that is not allowed, the namespace's level is compared with the pod's.
 */
export async function podItems(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly KubeObject[],
  namespace: { name: string; there: boolean; known: KnownLabels },
): Promise<PreflightItem[]> {
  const pods = objects.flatMap((object) => {
    const template = podOf(object)
    return template ? [{ object, template }] : []
  })
  const items = await Promise.all(
    pods.map(async ({ object, template }) => {
      const said = namespace.there ? await dryRun(client, kinds, object, template, namespace.name) : undefined
      return podItem(object, template.spec, namespace, said)
    }),
  )
  return items.flat()
}

/** What the API server says to the pod; undefined when one may not ask. */
interface Said {
  refusal?: string
  warnings: readonly string[]
}

async function dryRun(
  client: ClusterClient,
  kinds: Kinds,
  object: KubeObject,
  template: { metadata: unknown; spec: unknown },
  namespace: string,
): Promise<Said | undefined> {
  const name = `${object.metadata.name.slice(0, 50)}-preflight`
  // The account of the pod may come with this plan; admission would refuse a pod whose account is missing.
  const { serviceAccountName: _, ...spec } = template.spec as { serviceAccountName?: string }
  const metadata = { ...(template.metadata as object), name, namespace }
  const pod = { apiVersion: "v1", kind: "Pod", metadata, spec }
  try {
    return { warnings: (await client.apply(typeOf(kinds, pod), pod, { dryRun: true })).warnings }
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    const text = `${error.message} ${error.hint ?? ""}`
    const admission = /violates PodSecurity[\s\S]*/.exec(text)?.[0]
    if (admission !== undefined) return { refusal: admission.trim(), warnings: [] }
    if (["forbidden", "conflict", "not-found", "upstream"].includes(error.code)) return undefined
    throw error
  }
}

function podItem(
  object: KubeObject,
  spec: unknown,
  { name, there, known }: { name: string; there: boolean; known: KnownLabels },
  said: Said | undefined,
): PreflightItem[] {
  const pod = `The pod of ${object.kind} ${object.metadata.name}`
  const { level, reasons } = podStanding(spec)
  const enforced = known.labels[ENFORCE]
  const needs = level === "restricted" ? "meets every level" : `needs the level ${level} (${reasons.join(", ")})`
  const way = fix(
    `Let the namespace ${name} run such pods`,
    `kubectl label --overwrite namespace ${name} ${ENFORCE}=${level}`,
  )
  const other = fix("Or install into a namespace that is meant for such pods")
  if (said?.refusal !== undefined)
    return [item("pod-security", "error", `${pod} is refused in ${name}: ${said.refusal}`, way, other)]
  const warnings = (said?.warnings ?? []).map((warning) =>
    item("pod-security", "warning", `${pod}: the API server warns: ${warning}`),
  )
  if (said) return [item("pod-security", "ok", `${pod} is accepted in ${name}; it ${needs}`), ...warnings]
  if (enforced === undefined && !known.complete)
    return [
      item(
        "pod-security",
        level === "restricted" ? "ok" : "unknown",
        `${pod} ${needs}; the level of ${name} is unknown: needs get namespaces, or create pods`,
      ),
    ]
  if (enforced !== undefined && rank(enforced) > rank(level))
    return [item("pod-security", "error", `${pod} ${needs}, but ${name} enforces ${enforced}`, way, other)]
  const where = there ? `${name} enforces ${enforced ?? "no level"}` : `${name} will be new`
  return [item("pod-security", "ok", `${pod} ${needs}; ${where}`)]
}

function rank(level: string): number {
  return POD_LEVELS.indexOf(level as PodLevel)
}
