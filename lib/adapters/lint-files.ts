import { readdir, readFile, stat } from "node:fs/promises"
import { join, relative } from "node:path"
import type { LintFile } from "@/lib/checks/lint"
import { HubError } from "@/lib/error"

const ENDINGS = /\.(ya?ml|json|rules?)$/
/** Folders that hold no one's rules. */
const SKIPPED = new Set(["node_modules", ".git"])

/**
 * The files that the arguments of `lint` mean: files as they are, folders with all their YAML and JSON below, "-" for
 * standard input. Names are as given, so that they can be clicked on. Throws HubError("usage") for what cannot be read.
 */
export async function lintFiles(
  paths: readonly string[],
  stdin: NodeJS.ReadStream = process.stdin,
): Promise<LintFile[]> {
  const files = await Promise.all(paths.map((path) => (path === "-" ? fromStdin(stdin) : fromDisk(path))))
  const unique = new Map(files.flat().map((file) => [file.file, file]))
  if (unique.size > 0) return [...unique.values()]
  throw new HubError("usage", `There is no YAML or JSON file in ${paths.join(", ")}`)
}

/** One text file; throws HubError("usage") when it cannot be read. */
export async function textFile(path: string): Promise<string> {
  return readFile(path, "utf8").catch((cause) => {
    throw unreadable(path, cause)
  })
}

async function fromDisk(path: string): Promise<LintFile[]> {
  const found = await stat(path).catch((cause) => {
    throw unreadable(path, cause)
  })
  if (!found.isDirectory()) return [await read(path)]
  const names = await walk(path)
  return Promise.all(names.sort().map(read))
}

async function walk(folder: string): Promise<string[]> {
  const items = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw unreadable(folder, cause)
  })
  const found = await Promise.all(
    items.map(async (item) => {
      const path = join(folder, item.name)
      if (item.isDirectory()) return SKIPPED.has(item.name) ? [] : walk(path)
      return item.isFile() && ENDINGS.test(item.name) ? [path] : []
    }),
  )
  return found.flat()
}

async function read(path: string): Promise<LintFile> {
  const content = await readFile(path).catch((cause) => {
    throw unreadable(path, cause)
  })
  return { file: relative("", path).startsWith("..") ? path : relative("", path) || path, content }
}

async function fromStdin(stdin: NodeJS.ReadStream): Promise<LintFile[]> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  return [{ file: "<stdin>", content: Buffer.concat(chunks) }]
}

function unreadable(path: string, cause: unknown): HubError {
  const code = (cause as NodeJS.ErrnoException).code
  const why = code === "ENOENT" ? "there is no such file" : code === "EACCES" ? "it may not be read" : String(code)
  return new HubError("usage", `Cannot read ${path}: ${why}`, { cause })
}
