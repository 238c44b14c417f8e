import { createHash } from "node:crypto"

export interface Item {
  mode: string
  type: "blob" | "tree"
  sha: string
}
export interface CommitObject {
  tree: string
  parents: string[]
  message: string
}

/** Git's objects in memory, with the ids that Git gives them. A network of forks shares one store. */
export class Objects {
  readonly blobs = new Map<string, Buffer>()
  readonly trees = new Map<string, Map<string, Item>>()
  readonly commits = new Map<string, CommitObject>()

  blob(bytes: Buffer): string {
    const sha = id("blob", bytes)
    this.blobs.set(sha, bytes)
    return sha
  }

  tree(items: Map<string, Item>): string {
    // Git sorts folders as if their names ended in a slash.
    const key = ([name, { type }]: [string, Item]) => (type === "tree" ? `${name}/` : name)
    const sorted = [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1))
    const parts = sorted.flatMap(([name, { mode, sha }]) => [
      Buffer.from(`${mode.replace(/^0/, "")} ${name}\0`),
      Buffer.from(sha, "hex"),
    ])
    const sha = id("tree", Buffer.concat(parts))
    this.trees.set(sha, new Map(sorted))
    return sha
  }

  commit(commit: CommitObject): string {
    const head = [`tree ${commit.tree}`, ...commit.parents.map((parent) => `parent ${parent}`)].join("\n")
    const sha = id("commit", Buffer.from(`${head}\nauthor a <a@example.org> 0 +0000\n\n${commit.message}`))
    this.commits.set(sha, commit)
    return sha
  }

  /** A tree like `base` with these files set, or taken out where the id is null. */
  changed(base: string | undefined, files: readonly { path: string; mode: string; sha: string | null }[]): string {
    const items = new Map(base === undefined ? [] : this.trees.get(base))
    const folders = new Map<string, { path: string; mode: string; sha: string | null }[]>()
    for (const file of files) {
      const slash = file.path.indexOf("/")
      if (slash === -1 && file.sha === null) items.delete(file.path)
      else if (slash === -1) items.set(file.path, { mode: file.mode, type: "blob", sha: file.sha ?? "" })
      else {
        const name = file.path.slice(0, slash)
        folders.set(name, [...(folders.get(name) ?? []), { ...file, path: file.path.slice(slash + 1) }])
      }
    }
    for (const [name, inner] of folders) {
      const before = items.get(name)
      const sha = this.changed(before?.type === "tree" ? before.sha : undefined, inner)
      if (this.trees.get(sha)?.size === 0) items.delete(name)
      else items.set(name, { mode: "040000", type: "tree", sha })
    }
    return this.tree(items)
  }

  /** Every item of a tree by its whole path, folders too where `recursive`. */
  list(tree: string, recursive: boolean, prefix = ""): [string, Item][] {
    return [...(this.trees.get(tree) ?? [])].flatMap(([name, item]) => [
      [`${prefix}${name}`, item] as [string, Item],
      ...(recursive && item.type === "tree" ? this.list(item.sha, true, `${prefix}${name}/`) : []),
    ])
  }

  /** Text by path of the files at a commit. */
  files(commit: string): Map<string, string> {
    const tree = this.commits.get(commit)?.tree ?? ""
    const blobs = this.list(tree, true).filter(([, { type }]) => type === "blob")
    return new Map(blobs.map(([path, { sha }]) => [path, this.blobs.get(sha)?.toString() ?? ""]))
  }
}

function id(type: string, bytes: Buffer): string {
  return createHash("sha1").update(`${type} ${bytes.length}\0`).update(bytes).digest("hex")
}
