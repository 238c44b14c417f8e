/** What a commit did to a file; paths are relative to the registry. `from` is set where it had another name before. */
export interface FileChange {
  status: "added" | "changed" | "removed"
  path: string
  from?: string
}

/** One commit that touched the registry. */
export interface Commit {
  hash: string
  /** The commit before it, absent at the beginning of the history. */
  parent?: string
  /** ISO 8601, with the author's offset from UTC. */
  date: string
  /** The author's name, never an address. */
  author: string
  subject: string
  files: readonly FileChange[]
  /** The clone ends here: what came before is not known, and so neither is what this commit changed. */
  boundary?: true
}

/** The commits of a registry, newest first. */
export interface History {
  commits: readonly Commit[]
  /** The clone was made without the older commits. */
  shallow: boolean
  /** There are older commits than were asked for. */
  truncated: boolean
}

/** One file at one commit. */
export interface Revision {
  commit: string
  path: string
}

/** Where the history of a registry comes from. */
export interface HistorySource {
  /** Every commit that touched the registry, in one pass. Throws HubError where there is no history. */
  log(): Promise<History>
  /** The texts of files at commits, in the order asked for; undefined for a file that was not there. */
  read(revisions: readonly Revision[]): Promise<(string | undefined)[]>
}

/**
 * The commits of each entry, newest first, with only its own files. A folder that was renamed takes its older commits along;
 * entries that are gone are still there.
 */
export function commitsByEntry({ commits }: History): Map<string, Commit[]> {
  const byEntry = new Map<string, Commit[]>()
  // A folder's older name → the name that its commits go under, which is the newest one.
  const newNames = new Map<string, string>()
  for (const commit of commits) {
    const files = new Map<string, FileChange[]>()
    for (const file of commit.files) {
      for (const folder of new Set([folderOf(file.path), ...(file.from ? [folderOf(file.from)] : [])])) {
        const id = newNames.get(folder) ?? folder
        const own = files.get(id) ?? []
        if (!own.includes(file)) own.push(file)
        if (id !== "") files.set(id, own)
      }
      const before = file.from && /^[^/]+\/entry\.yaml$/.test(file.from) ? folderOf(file.from) : undefined
      const after = folderOf(file.path)
      if (before !== undefined && before !== after) newNames.set(before, newNames.get(after) ?? after)
    }
    for (const [id, own] of files) {
      const commits = byEntry.get(id) ?? []
      commits.push({ ...commit, files: own })
      byEntry.set(id, commits)
    }
  }
  return byEntry
}

function folderOf(path: string): string {
  const slash = path.indexOf("/")
  return slash === -1 ? "" : path.slice(0, slash)
}
