import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import type { ObjectRef } from "./client"
import type { KeptField } from "./kept-field"
import { refKey, refOf } from "./kinds"
import type { FieldConflict } from "./ownership"

/** What the user decided about objects that others have a part in; each as "Kind/name", where it says so with ":field". */
export interface Choices {
  /** Fields that stay with their owner, as "Deployment/redis:.spec.replicas"; all contested ones without a field. */
  keepTheirs?: readonly string[] | undefined
  /** Objects of which contested fields become ours; "*" for all. */
  takeOver?: readonly string[] | undefined
  /** Objects that are there already and become part of the install. */
  adopt?: readonly string[] | undefined
}

/** The choices about one object. */
export interface ObjectChoices {
  /** Chosen at an earlier time. */
  remembered: readonly KeptField[]
  keeps(conflict: FieldConflict): boolean
  takeOver: boolean
  adopt: boolean
}

interface Choice {
  kind: string
  name: string
  field?: string
}

const CHOICE = /^([A-Za-z]+)\/([^:/]+)(?::(.+))?$/

/** The choices by object. Throws HubError("usage") for one that names no object of the bundle. */
export function choicesFor(
  choices: Choices = {},
  objects: readonly KubeObject[],
  remembered: readonly KeptField[] = [],
): (ref: ObjectRef) => ObjectChoices {
  const everything = choices.takeOver?.includes("*") ?? false
  const read = (flag: string, texts: readonly string[] = []) => texts.map((text) => parsed(flag, text, objects))
  const keep = read("keep-theirs", choices.keepTheirs)
  const take = read(
    "take-over",
    choices.takeOver?.filter((text) => text !== "*"),
  )
  const adopt = read("adopt", choices.adopt)
  return (ref) => {
    const own = (list: readonly Choice[]) => list.filter(({ kind, name }) => kind === ref.kind && name === ref.name)
    const takeOver = everything || own(take).length > 0
    return {
      remembered: takeOver ? [] : remembered.filter((one) => refKey(one.ref) === refKey(ref)),
      keeps: ({ field }) => own(keep).some((one) => one.field === undefined || one.field === field),
      takeOver,
      adopt: own(adopt).length > 0,
    }
  }
}

function parsed(flag: string, text: string, objects: readonly KubeObject[]): Choice {
  const [, kind = "", name = "", field] = CHOICE.exec(text) ?? []
  const wrong = (message: string, hint: string) =>
    new HubError("usage", `--${flag} ${text}: ${message}`, { hint, fields: [{ field: flag, message }] })
  if (kind === "" || (field !== undefined && flag !== "keep-theirs"))
    throw wrong("is not understood", flag === "keep-theirs" ? "Write Kind/name or Kind/name:.field" : "Write Kind/name")
  const known = objects.map(refOf)
  if (!known.some((ref) => ref.kind === kind && ref.name === name))
    throw wrong(
      "there is no such object in the bundle",
      `The objects are ${known.map((ref) => `${ref.kind}/${ref.name}`).join(", ")}`,
    )
  return { kind, name, ...(field === undefined ? {} : { field: field.startsWith(".") ? field : `.${field}` }) }
}
