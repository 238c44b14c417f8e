import type { FileSource } from "@/lib/catalog/source"
import { HubError } from "@/lib/error"

/** A file as Git knows it. */
export interface TreeFile {
  /** Relative to the top of the repository. */
  path: string
  /** As in Git: 100644, 100755, 120000 (a symbolic link) or 160000 (a submodule). */
  mode: string
  /** Equal for equal content. */
  id: string
  /** 0 for a submodule. */
  bytes: number
}

/** All files of a repository at one moment. */
export interface Tree {
  files: ReadonlyMap<string, TreeFile>
  /** The bytes of files, in the order asked for. Throws HubError for one that is not there. */
  read(paths: readonly string[]): Promise<Uint8Array[]>
}

/** What happened to a file between two trees. */
export interface TreeChange {
  status: "added" | "changed" | "removed"
  path: string
}

/** Every file that is not the same in both trees, by path. */
export function treeChanges(base: Tree, head: Tree): TreeChange[] {
  const changed = [...head.files.values()].flatMap(({ path, mode, id }): TreeChange[] => {
    const before = base.files.get(path)
    if (!before) return [{ status: "added", path }]
    return before.id === id && before.mode === mode ? [] : [{ status: "changed", path }]
  })
  const removed = [...base.files.keys()].filter((path) => !head.files.has(path))
  return [...changed, ...removed.map((path): TreeChange => ({ status: "removed", path }))].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  )
}

/** The registry in a folder of a tree ("" for its top): plain files only, as the disk gives them. */
export function treeSource(tree: Tree, registry: string): FileSource {
  const prefix = registry === "" ? "" : `${registry}/`
  return {
    async list(folder) {
      const below = folder === "" ? prefix : `${prefix}${folder}/`
      return [...tree.files.values()]
        .filter(({ path, mode }) => path.startsWith(below) && mode.startsWith("100"))
        .map(({ path }) => path.slice(prefix.length))
        .filter((path) => !/(^|\/)\./.test(path))
        .sort()
    },
    async read(path) {
      const [bytes] = await tree.read([prefix + path])
      if (!bytes) throw new HubError("not-found", `Cannot read ${path}`)
      return new TextDecoder().decode(bytes)
    },
  }
}
