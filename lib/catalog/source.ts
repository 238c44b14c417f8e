/** Where registry files come from: a folder, a Git tree, a draft in the browser. */
export interface FileSource {
  /** Paths of all files below `folder`, relative to the root of the source, sorted; empty when there is no such folder. */
  list(folder: string): Promise<string[]>
  /** The text of one file; throws HubError("not-found") when there is none. */
  read(path: string): Promise<string>
}
