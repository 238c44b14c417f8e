import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { HubError } from "@/lib/error"

/** A font for pictures that are drawn on the server. */
export interface Font {
  name: string
  data: Buffer
  weight: 400 | 600
  style: "normal"
}

const FILES = [
  { name: "Geist", file: "geist-sans/Geist-Regular.ttf", weight: 400 },
  { name: "Geist", file: "geist-sans/Geist-SemiBold.ttf", weight: 600 },
  { name: "Geist Mono", file: "geist-mono/GeistMono-Regular.ttf", weight: 400 },
] as const

/** The fonts of the site as files, from the package `geist` below `folder`. Throws HubError("missing-tool") without them. */
export function geistFonts(folder: string): Promise<Font[]> {
  const root = join(folder, "node_modules/geist/dist/fonts")
  const read = async ({ name, file, weight }: (typeof FILES)[number]): Promise<Font> => {
    const data = await readFile(join(root, file)).catch((cause) => {
      throw new HubError("missing-tool", `The font ${file} is missing`, { cause, hint: "npm ci brings it" })
    })
    return { name, data, weight, style: "normal" }
  }
  return Promise.all(FILES.map(read))
}
