import { Document, isMap, parseDocument } from "yaml"
import { isObject } from "@/lib/is-object"
import type { Tuning } from "./tuning"

/** The text of a `tune.yaml` with a tuning written into it: what is said already keeps its place, comments and style. */
export function amendTuneFile(text: string, tuning: Tuning): string {
  const parsed = parseDocument(text)
  const document = isMap(parsed.contents) ? parsed : new Document({})
  const before: unknown = document.toJS() ?? {}
  const put = (path: readonly string[], value: unknown, old: unknown): void => {
    if (JSON.stringify(value) === JSON.stringify(old)) return
    if (isObject(value) && isObject(old)) {
      const fresh = Object.keys(value).some((key) => !Object.hasOwn(old, key))
      // The base is for the hub and not for people: it stays behind what they read.
      if (path.length === 2 && fresh && Object.hasOwn(old, "base")) document.deleteIn([...path, "base"])
      for (const key of Object.keys(value).sort((a, b) => Number(a === "base") - Number(b === "base")))
        put([...path, key], value[key], document.hasIn([...path, key]) ? old[key] : undefined)
    } else document.setIn(path, document.createNode(value, { flow: path.length > 2 }))
  }
  put([], tuning, before)
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}
