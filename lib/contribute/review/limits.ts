import type { Problem } from "@/lib/problem"
import { type Tree, type TreeChange, type TreeFile, treeChanges } from "./tree"

const MIB = 1024 * 1024
/** Bytes that a file may have, by its ending. */
const SIZES: readonly (readonly [RegExp, number])[] = [
  [/\.prom$/, 8 * MIB],
  [/\.md$/, 256 * 1024],
  [/./, MIB],
]
const MAX_FILES = 300
/** The one file outside of the registry that a change of entries brings along: it is made from them. */
export const OWNERS_FILE = ".github/CODEOWNERS"

/** What a change consists of, and what is wrong with its files before any of them is parsed. */
export interface Limited {
  /** Changes below the registry; paths are relative to it. */
  changes: readonly TreeChange[]
  /** Changed paths elsewhere in the repository. */
  outside: readonly string[]
  /** Paths are relative to the top of the repository. */
  problems: readonly Problem[]
}

/** Sorts the changes of a pull request and holds its files against hard limits; each file has its first fault only. */
export async function limits(base: Tree, head: Tree, registry: string): Promise<Limited> {
  const prefix = registry === "" ? "" : `${registry}/`
  const all = treeChanges(base, head)
  const isInside = (path: string): boolean =>
    path.startsWith(prefix) && (registry !== "" || (path.includes("/") && !path.startsWith(".")))
  const inside = all.filter(({ path }) => isInside(path))
  const outside = all.map(({ path }) => path).filter((path) => !isInside(path))
  const changes = inside.map(({ status, path }) => ({ status, path: path.slice(prefix.length) }))
  const foreign = outside.find((path) => path !== OWNERS_FILE)
  if (inside.length > 0 && foreign !== undefined) {
    const message = `${foreign} changes together with entries`
    const hint = "Put everything outside of the registry into a pull request of its own"
    return { changes, outside, problems: [problem("mixed-change", foreign, message, hint)] }
  }
  if (inside.length > MAX_FILES) {
    const message = `${inside.length} files change; more than ${MAX_FILES} are not reviewed at once`
    return {
      changes,
      outside,
      problems: [problem("file-count", inside[0]?.path ?? "", message, "One entry at a time")],
    }
  }
  const spelled = new Map<string, string>()
  for (const path of head.files.keys()) spelled.set(path.toLowerCase(), spelled.get(path.toLowerCase()) ?? path)
  const files = inside.flatMap(({ path }) => head.files.get(path) ?? [])
  const faults = files.flatMap((file) => ofFile(file, prefix, spelled) ?? [])
  const readable = files.filter(({ path }) => !faults.some(({ file }) => file === path))
  const contents = await head.read(readable.map(({ path }) => path))
  const binary = readable.flatMap(({ path }, i) => (isText(contents[i]) ? [] : [binaryFile(path)]))
  return { changes, outside, problems: [...faults, ...binary] }
}

function ofFile(
  { path, mode, bytes }: TreeFile,
  prefix: string,
  spelled: ReadonlyMap<string, string>,
): Problem | undefined {
  const own = path.slice(prefix.length)
  if (/(^|\/)\.git(attributes|modules|ignore)$/.test(own))
    return problem("git-attributes", path, `${own} changes how Git treats the registry`, "Remove it")
  if (/(^|\/)\./.test(own)) return problem("git-attributes", path, `${own} is a hidden file`, "Remove it")
  const name = unusual(own)
  if (name !== undefined) return problem("unusual-name", path, name, "Use ASCII letters, digits, dots and dashes")
  const other = spelled.get(path.toLowerCase())
  if (other !== undefined && other !== path)
    return problem("unusual-name", path, `${own} differs from ${other.slice(prefix.length)} only in case`, "Rename it")
  if (mode === "120000") return problem("file-kind", path, `${own} is a symbolic link`, "Put the file itself there")
  if (mode === "160000") return problem("file-kind", path, `${own} is a submodule`, "Put the files themselves there")
  if (mode !== "100644") return problem("file-kind", path, `${own} is executable`, "git update-index --chmod=-x")
  const most = SIZES.find(([pattern]) => pattern.test(own))?.[1] ?? MIB
  if (bytes <= most) return undefined
  const message = `${own} has ${megabytes(bytes)} MiB; at most ${megabytes(most)} are taken`
  return problem("file-size", path, message, "Keep what the rules and panels need")
}

function unusual(path: string): string | undefined {
  const foreign = /[^\x20-\x7e]/u.exec(path)
  if (foreign) {
    const code = (foreign[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")
    return `The path ${path.replace(/[^\x20-\x7e]/gu, "?")} has the character U+${code}, which looks like another`
  }
  if (path.split("/").some((part) => !/^[A-Za-z0-9][\w.+-]*$/.test(part)))
    return `The path ${path} has unusual characters`
  const id = path.split("/")[0] ?? ""
  return path.includes("/") && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? `The id ${id} is not kebab-case` : undefined
}

function isText(bytes: Uint8Array | undefined): boolean {
  if (!bytes || bytes.includes(0)) return false
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function binaryFile(path: string): Problem {
  return problem("binary-file", path, "The file is not UTF-8 text", "Record or write it as plain text")
}

function megabytes(bytes: number): string {
  return (bytes / MIB).toFixed(bytes % MIB === 0 ? 0 : 2)
}

function problem(check: string, file: string, message: string, hint: string): Problem {
  return { check, severity: "error", file, line: 1, column: 1, message, hint }
}
