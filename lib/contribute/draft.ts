import { z } from "zod"
import type { FileSource } from "@/lib/catalog/source"
import { HubError } from "@/lib/error"

/** Characters of all files of a draft together: what a hub checks in one request. The largest entry has 1,300,000. */
export const MAX_DRAFT = 3_000_000
const MAX_FILES = 200

/** Only what may lie in an entry's folder: nothing that leads out of it. */
const FilePath = z
  .string()
  .max(120)
  .regex(/^(?:[a-z]+\/)?[\w][\w.+-]*$/, "must be a file of an entry, such as rules/alerts.yaml")

/** Text by path within the entry's folder. */
export const DraftFiles = z
  .record(FilePath, z.string())
  .refine((files) => Object.keys(files).length <= MAX_FILES, `has more than ${MAX_FILES} files`)
  .refine((files) => size(files) <= MAX_DRAFT, `has more than ${MAX_DRAFT} characters`)
export type DraftFiles = z.infer<typeof DraftFiles>

/** An id as folders of the catalog have it. */
export const DraftId = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be kebab-case, such as memcached-exporter")

/** What a hub is asked to look at. */
export const DraftContent = z.strictObject({ id: DraftId, files: DraftFiles })
export type DraftContent = z.infer<typeof DraftContent>

/** An entry that someone is writing. The files are the draft; forms read them and write into them. */
export const Draft = z.strictObject({
  schema: z.literal("exporterhub/draft-v1"),
  /** Its name in the browser's store. */
  key: z.string().min(1).max(60),
  /** Counts the saves, so that a tab sees that another one has saved. */
  revision: z.int().min(0),
  /** Milliseconds since 1970. */
  saved: z.number(),
  /** May still be wrong while it is typed. */
  id: z.string().max(60),
  files: DraftFiles,
  /** The files that it began from: those of the entry, or none. */
  base: DraftFiles,
})
export type Draft = z.infer<typeof Draft>

/** Reads a draft that was exported to a file. Throws HubError("usage") when it is none. */
export function readDraft(text: string): Draft {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new HubError("usage", "This file is no draft: it is not JSON")
  }
  const draft = Draft.safeParse(value)
  if (draft.success) return draft.data
  throw new HubError("usage", `This file is no draft: ${z.prettifyError(draft.error).split("\n").join(" ")}`)
}

/** The files of a draft as those of a registry with one entry. */
export function draftSource({ id, files }: DraftContent): FileSource {
  return {
    list: async (folder) =>
      Object.keys(files)
        .map((path) => `${id}/${path}`)
        .filter((path) => folder === "" || path.startsWith(`${folder}/`))
        .sort(),
    read: async (path) => {
      const text = files[path.slice(id.length + 1)]
      if (text === undefined || !path.startsWith(`${id}/`)) throw new HubError("not-found", `Cannot read ${path}`)
      return text
    },
  }
}

/** What became of a file since the draft began. */
export interface DraftChange {
  path: string
  kind: "added" | "changed" | "removed" | "same"
}

/** Every file of a draft and of what it began from, by path. */
export function draftChanges(base: DraftFiles, files: DraftFiles): DraftChange[] {
  return [...new Set([...Object.keys(base), ...Object.keys(files)])].sort().map((path) => {
    if (files[path] === undefined) return { path, kind: "removed" }
    if (base[path] === undefined) return { path, kind: "added" }
    return { path, kind: base[path] === files[path] ? "same" : "changed" }
  })
}

function size(files: Readonly<Record<string, string>>): number {
  return Object.values(files).reduce((sum, text) => sum + text.length, 0)
}
