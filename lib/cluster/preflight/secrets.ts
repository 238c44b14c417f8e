import type { KubeObject } from "@/lib/bundle/kube-object"
import type { ClusterClient } from "../client"
import { field, listAt, textAt } from "../field"
import { SECRETS } from "../parent"
import { fix, item, type PreflightItem } from "./item"
import { unlessForbidden } from "./look"
import { podOf } from "./pod-standard"

/** A Secret that a pod needs, and the key in it when it needs a certain one. */
interface Reference {
  name: string
  key?: string
}

/** Whether the Secrets that the bundle refers to are there, with their keys. Values are never looked at. */
export async function secretItems(
  client: ClusterClient,
  objects: readonly KubeObject[],
  namespace: { name: string; there: boolean },
): Promise<PreflightItem[]> {
  const ours = new Set(objects.filter(({ kind }) => kind === "Secret").map(({ metadata }) => metadata.name))
  const wanted = objects.flatMap((object) => referencesOf(podOf(object)?.spec)).filter(({ name }) => !ours.has(name))
  const names = [...new Set(wanted.map(({ name }) => name))]
  const items = await Promise.all(
    names.map(async (name) => {
      const keys = [...new Set(wanted.filter((reference) => reference.name === name).flatMap(({ key }) => key ?? []))]
      return secretItem(client, namespace, name, keys)
    }),
  )
  return items.flat()
}

async function secretItem(
  client: ClusterClient,
  namespace: { name: string; there: boolean },
  name: string,
  keys: readonly string[],
): Promise<PreflightItem[]> {
  const answer = namespace.there
    ? await unlessForbidden(client.get(SECRETS, name, namespace.name).then((secret) => ({ secret })))
    : { secret: undefined }
  if (!answer)
    return [
      item(
        "secrets",
        "unknown",
        `Whether the Secret ${name} has ${keys.join(", ") || "its keys"} is unknown: needs get secrets in ${namespace.name}`,
      ),
    ]
  const from = (list: readonly string[]) => list.map((key) => ` --from-file=${key}=/dev/stdin`).join("")
  const { secret } = answer
  if (!secret) {
    const make = `kubectl -n ${namespace.name} create secret generic ${name}${from(keys)}`
    return [
      item(
        "secrets",
        "error",
        `The Secret ${name} is missing in ${namespace.name}; its pod would not start`,
        fix("Make it; the command reads the value from its input", make),
      ),
    ]
  }
  const there = Object.keys(field(secret, "data") ?? {})
  const missing = keys.filter((key) => !there.includes(key))
  if (missing.length === 0)
    return [item("secrets", "ok", `The Secret ${name} has ${keys.join(", ") || "what is needed"}`)]
  return [
    item(
      "secrets",
      "error",
      `The Secret ${name} has no key ${missing.join(", ")}; it has ${there.join(", ") || "none"}`,
      fix(
        "Add the key, or name the one that holds the value in the parameter",
        `kubectl -n ${namespace.name} edit secret ${name}`,
      ),
    ),
  ]
}

/** Every Secret that the pod cannot start without. */
function referencesOf(spec: unknown): Reference[] {
  const containers = [...listAt(spec, "containers"), ...listAt(spec, "initContainers")]
  const fromKeys = containers.flatMap((container) =>
    listAt(container, "env").map((variable) => field(variable, "valueFrom", "secretKeyRef")),
  )
  const whole = containers.flatMap((container) =>
    listAt(container, "envFrom").map((source) => field(source, "secretRef")),
  )
  const mounted = listAt(spec, "volumes").map((volume) => field(volume, "secret"))
  const needed = (reference: unknown) => reference !== undefined && field(reference, "optional") !== true
  return [
    ...fromKeys.filter(needed).map((reference) => ({ name: textAt(reference, "name"), key: textAt(reference, "key") })),
    ...whole.filter(needed).map((reference) => ({ name: textAt(reference, "name") })),
    ...mounted.filter(needed).flatMap((reference) => {
      const name = textAt(reference, "secretName")
      const keys = listAt(reference, "items").map((each) => textAt(each, "key"))
      return keys.length > 0 ? keys.map((key) => ({ name, key })) : [{ name }]
    }),
  ]
}
