import { CST } from "yaml"
import { HubError } from "@/lib/error"
import { format } from "./format"
import { compareVersions } from "./versions"
import { endOf, type Item, readTokens, type Token, textOf, UnusualLayout } from "./yaml-tokens"

/** A version to write into `entry.yaml`. */
export interface NewVersion {
  version: string
  image?: string
  /** Path of its capture inside of the entry. */
  capture: string
}

/** A further recording of a version. */
export interface NewState {
  name: string
  description: string
  capture: string
}

/**
 * The text of an `entry.yaml` with one version more: in front of the first that is older, so that the newest stays first.
 * Everything else, comments too, stays as it is. Throws HubError("usage") where the file has no list of versions in lines.
 */
export function withVersion(text: string, { version, image, capture }: NewVersion): string {
  return amended(() => {
    const versions = versionItems(text)
    const next = versions.find((item) => compareVersions(item.version, version) < 0)
    const last = versions.at(-1)
    const at = next ? lineStart(text, next.dash) : lineEnd(text, last ? last.end : text.length)
    const column = (next ?? last)?.column ?? 2
    const lines = [
      `- version: ${scalar(version)}`,
      ...(image === undefined ? [] : [`  image: ${image}`]),
      `  capture: ${scalar(capture)}`,
    ]
    return insert(text, at, lines, column)
  })
}

/** The text of an `entry.yaml` with one state more at a version, behind those that it has. */
export function withState(text: string, version: string, { name, description, capture }: NewState): string {
  return amended(() => {
    const found = versionItems(text).find((item) => item.version === version)
    if (!found) throw new HubError("usage", `The entry has no version ${version}`)
    const states = valueAt(found.map, "states")
    const inner = found.column + 2
    const lines = [
      `- name: ${scalar(name)}`,
      `  description: ${JSON.stringify(description)}`,
      `  capture: ${scalar(capture)}`,
    ]
    if (!states) return insert(text, lineEnd(text, found.end), ["states:", ...lines.map((line) => `  ${line}`)], inner)
    if (states.type !== "block-seq") throw new UnusualLayout("states on one line", found.dash)
    const column = columnOf(text, states.offset)
    return insert(text, lineEnd(text, endOf(states)), lines, column)
  })
}

function amended(change: () => string): string {
  try {
    return format("entry.yaml", change()).text
  } catch (error) {
    if (!(error instanceof UnusualLayout)) throw error
    throw new HubError("usage", `entry.yaml cannot be amended: it has ${error.message}`, {
      hint: "Write the version in by hand",
    })
  }
}

interface VersionItem {
  version: string
  map: Token
  dash: number
  column: number
  end: number
}

function versionItems(text: string): VersionItem[] {
  const { root } = readTokens(text)
  const list = root && valueAt(root, "versions")
  if (list?.type !== "block-seq") throw new UnusualLayout("no list of versions, one below the other", 0)
  return list.items.flatMap(({ start, value }) => {
    const dash = start.findLast(({ type }) => type === "seq-item-ind")?.offset
    const version = value && valueAt(value, "version")
    if (!value || dash === undefined || !version || !CST.isScalar(version) || version.type === "block-scalar") return []
    return [{ version: textOf(version), map: value, dash, column: columnOf(text, dash), end: endOf(value) }]
  })
}

function valueAt(map: Token, name: string): Token | undefined {
  if (map.type !== "block-map") return undefined
  const items: readonly Item[] = map.items
  return items.find(({ key }) => key && CST.isScalar(key) && key.type !== "block-scalar" && textOf(key) === name)?.value
}

function insert(text: string, at: number, lines: readonly string[], column: number): string {
  const block = lines.map((line) => `${" ".repeat(column)}${line}\n`).join("")
  const before = text.slice(0, at)
  return `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${block}${text.slice(at)}`
}

/** Start of the line at an offset, above comments that stand directly over it. */
function lineStart(text: string, offset: number): number {
  let start = text.lastIndexOf("\n", offset - 1) + 1
  for (;;) {
    const above = text.lastIndexOf("\n", start - 2) + 1
    if (start === 0 || !/^\s*#/.test(text.slice(above, start))) return start
    start = above
  }
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset - 1)
  return end === -1 ? text.length : end + 1
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1)
}

/** Version numbers such as 1.10 must not be read as numbers. */
function scalar(text: string): string {
  return /^\d+(?:\.\d+)?$/.test(text) || !/^[\w./+-]+$/.test(text) ? JSON.stringify(text) : text
}
