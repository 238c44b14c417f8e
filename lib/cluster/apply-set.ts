import { createHash } from "node:crypto"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { groupKind } from "./kinds"

// Names from KEP-3659, which kubectl implements too: https://git.k8s.io/enhancements/keps/sig-cli/3659-kubectl-apply-prune
/** Label of every member; its value is the id of the set. */
export const PART_OF = "applyset.kubernetes.io/part-of"
/** Label of the parent; its value is the id of the set. */
export const SET_ID = "applyset.kubernetes.io/id"
/** Annotation of the parent: who may change the set. kubectl refuses to touch a set of another tool. */
export const TOOLING = "applyset.kubernetes.io/tooling"
/** Annotation of the parent: which kinds the members have. */
const GROUP_KINDS = "applyset.kubernetes.io/contains-group-kinds"
/** Annotation of the parent: in which other namespaces members are. */
const NAMESPACES = "applyset.kubernetes.io/additional-namespaces"

/** Our value of the tooling annotation. */
export const OUR_TOOLING = "exporterhub/v1"

/** Which install is meant. */
export interface InstallRef {
  name: string
  namespace: string
}

/** The name of the Secret that is the parent of an install's ApplySet. */
export function parentName(install: string): string {
  return `exporterhub-${install}`
}

/** The id of an ApplySet whose parent is this object, as kubectl computes it. */
export function applySetId(parent: { name: string; namespace: string; kind: string; group: string }): string {
  const text = [parent.name, parent.namespace, parent.kind, parent.group].join(".")
  return `applyset-${createHash("sha256").update(text).digest("base64url")}-v1`
}

/** The id that the members of an install carry. */
export function installId({ name, namespace }: InstallRef): string {
  return applySetId({ name: parentName(name), namespace, kind: "Secret", group: "" })
}

/** Which kinds and namespaces a set has members in. */
export interface Scope {
  /** As "Deployment.apps". */
  groupKinds: readonly string[]
  /** Others than the parent's. */
  namespaces: readonly string[]
}

/** The scope of a list of objects in an install whose parent is in `namespace`. */
export function scopeOf(objects: readonly KubeObject[], namespace: string): Scope {
  const others = objects.flatMap(({ metadata }) => (metadata.namespace ? [metadata.namespace] : []))
  return {
    groupKinds: sorted(objects.map(groupKind)),
    namespaces: sorted(others).filter((other) => other !== namespace),
  }
}

/** Everything that is in one scope or the other. */
export function union(a: Scope, b: Scope): Scope {
  return {
    groupKinds: sorted([...a.groupKinds, ...b.groupKinds]),
    namespaces: sorted([...a.namespaces, ...b.namespaces]),
  }
}

/** The scope as annotations of the parent. */
export function scopeAnnotations({ groupKinds, namespaces }: Scope): Record<string, string> {
  return { [GROUP_KINDS]: groupKinds.join(","), [NAMESPACES]: namespaces.join(",") }
}

/** The scope in the annotations of a parent. */
export function parseScope(annotations: Readonly<Record<string, string>>): Scope {
  const list = (key: string) => (annotations[key] ?? "").split(",").filter((word) => word !== "")
  return { groupKinds: list(GROUP_KINDS), namespaces: list(NAMESPACES) }
}

function sorted(words: readonly string[]): string[] {
  return [...new Set(words)].sort()
}
