import { readdir, readFile } from "node:fs/promises"
import { join, relative, sep } from "node:path"
import type { FileSource } from "@/lib/catalog/source"
import { HubError } from "@/lib/error"

/** No registry file comes near this; a larger one is a mistake or an attack. Bytes. */
const MAX_BYTES = 8 * 1024 * 1024

/** A registry in the folder `root` of the local disk. Links are not followed, so nothing outside of it can be read. */
export function disk(root: string): FileSource {
  return {
    async list(folder) {
      const items = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch((cause) => {
        if (folder !== "" && (cause as NodeJS.ErrnoException).code === "ENOENT") return []
        throw new HubError("usage", `Cannot read the registry folder ${join(root, folder)}`, { cause })
      })
      return items
        .filter((item) => item.isFile())
        .map((item) => relative(root, join(item.parentPath, item.name)).split(sep).join("/"))
        .filter((path) => !/(^|\/)\./.test(path))
        .sort()
    },
    async read(path) {
      const text = await readFile(join(root, path), "utf8").catch((cause) => {
        throw new HubError("not-found", `Cannot read ${path}`, { cause })
      })
      if (text.length > MAX_BYTES) throw new HubError("usage", `${path} is larger than 8 MiB`)
      return text
    },
  }
}
