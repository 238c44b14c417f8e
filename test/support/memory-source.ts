import type { FileSource } from "@/lib/catalog/source"
import { HubError } from "@/lib/error"

/** A registry in memory, for tests that change one file of it. */
export function memorySource(files: Readonly<Record<string, string>>): FileSource {
  return {
    async list(folder) {
      return Object.keys(files)
        .filter((file) => folder === "" || file.startsWith(`${folder}/`))
        .sort()
    },
    async read(path) {
      const text = files[path]
      if (text === undefined) throw new HubError("not-found", `Cannot read ${path}`)
      return text
    },
  }
}

/** All files of another source, as a record. */
export async function filesOf(source: FileSource, folder: string): Promise<Record<string, string>> {
  const paths = await source.list(folder)
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await source.read(path)])))
}
