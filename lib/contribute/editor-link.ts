import type { FileChange } from "./proposal"

/** GitHub's front end refuses addresses that are longer, in characters. */
export const MAX_URL = 8_000

/** One thing to do in the browser for one file. */
export interface EditorStep {
  path: string
  /** `create` opens an editor with the text in it; `upload` asks for the file; `edit` needs the text to be pasted. */
  action: "create" | "upload" | "edit" | "delete"
  url: string
}

/** The pages of GitHub where somebody who is logged in there makes the same changes by hand; it makes the fork by itself. */
export function editorSteps(
  { web = "https://github.com", repository, branch }: { web?: string; repository: string; branch: string },
  changes: readonly Pick<FileChange, "path" | "before" | "after">[],
): EditorStep[] {
  const page = (verb: string, path: string): string =>
    `${web}/${repository}/${verb}/${encodePath(branch)}${path === "" ? "" : `/${encodePath(path)}`}`
  return changes.map(({ path, before, after }): EditorStep => {
    if (after === undefined) return { path, action: "delete", url: page("delete", path) }
    if (before !== undefined) return { path, action: "edit", url: page("edit", path) }
    const slash = path.lastIndexOf("/")
    const query = `filename=${encodeURIComponent(path.slice(slash + 1))}&value=${encodeURIComponent(after)}`
    const url = `${page("new", path.slice(0, slash))}?${query}`
    if (url.length <= MAX_URL) return { path, action: "create", url }
    return { path, action: "upload", url: page("upload", path.slice(0, slash)) }
  })
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/")
}
