import type { KubeObject } from "@/lib/bundle/kube-object"
import { groupBy } from "./group"
import { groupOf, type Kinds } from "./kinds"

/** A kind that the bundle needs and the cluster does not serve. */
export interface MissingKind {
  apiVersion: string
  kind: string
  /** Names of the objects that need it. */
  objects: readonly string[]
  hint: string
}

const HINTS: Record<string, string> = {
  "monitoring.coreos.com":
    "Install the Prometheus operator (https://prometheus-operator.dev), or take the plain files: exporterhub bundle --target prometheus",
  "grafana.integreatly.org": "Install the Grafana operator, or take the dashboards as ConfigMaps",
}

/** The kinds of the objects that are neither served nor defined by the bundle itself. */
export function missingKinds(kinds: Kinds, objects: readonly KubeObject[]): MissingKind[] {
  const defined = new Set(
    objects.flatMap((object) => {
      const spec = object.spec as { group?: string; names?: { kind?: string } } | undefined
      return object.kind === "CustomResourceDefinition" ? [`${spec?.group}/${spec?.names?.kind}`] : []
    }),
  )
  const absent = objects.filter(
    (object) => !kinds.find(object) && !defined.has(`${groupOf(object.apiVersion)}/${object.kind}`),
  )
  return [...groupBy(absent, ({ apiVersion, kind }) => `${apiVersion} ${kind}`).values()].flatMap((list) => {
    const [first] = list
    if (!first) return []
    const { apiVersion, kind } = first
    const served = kinds.findGroupKind(groupOf(apiVersion), kind)
    const hint = served
      ? `The cluster serves it as ${served.group}/${served.version}`
      : (HINTS[groupOf(apiVersion)] ?? `Install what defines ${kind} of ${apiVersion} first`)
    return [{ apiVersion, kind, objects: list.map(({ metadata }) => metadata.name), hint }]
  })
}
