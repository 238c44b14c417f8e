import { strToU8, zipSync } from "fflate"
import { z } from "zod"
import { bundleFrom } from "@/app/api/bundle/bundle-from"
import type { Bundle } from "@/lib/bundle/bundle"
import { HubError } from "@/lib/error"
import { preflight, publicAnswer } from "../../public-answer"
import { cacheOf } from "../cache"

const Format = z.enum(["yaml", "zip", "archive"]).optional()
type Format = z.infer<typeof Format>

/**
 * A bundle to keep: the chart or archive of targets that have one, one YAML file where it is one, else a zip. With `digest`
 * the link never answers anything else.
 */
export function GET(request: Request) {
  return publicAnswer(request, async () => {
    const params = new URL(request.url).searchParams
    const format = Format.safeParse(params.get("format") ?? undefined)
    if (!format.success) throw new HubError("usage", "format must be yaml, zip or archive")
    const { bundle, request: made } = await bundleFrom(params)
    const { body, type, name } = fileOf(bundle, made.name, format.data)
    const disposition = `attachment; filename="${name}"`
    const headers = { "Content-Type": type, "Content-Disposition": disposition, "X-Bundle-Digest": bundle.digest }
    return { body, headers: { ...headers, ...cacheOf(params) } }
  })
}

export const OPTIONS = preflight

interface File {
  body: string | Uint8Array<ArrayBuffer>
  type: string
  name: string
}

/** The bundle in the form that was asked for, else in the one that suits it. */
function fileOf(bundle: Bundle, name: string, format: Format): File {
  const { archive, files, target } = bundle
  const [first, ...more] = files
  if (format === "archive" && !archive) throw new HubError("usage", `The target ${target} has no archive`)
  if (format === "yaml" && more.length > 0)
    throw new HubError("usage", `The target ${target} has several files, so it comes as format=zip`)
  if (archive && format !== "zip") return { body: archive.bytes, type: archive.mediaType, name: archive.name }
  if (format !== "zip" && first && more.length === 0)
    return { body: first.content, type: "application/yaml; charset=utf-8", name: `${name}.yaml` }
  return { body: zip(bundle), type: "application/zip", name: `${name}-${target}.zip` }
}

/** The same files give the same bytes: no clock in them. */
function zip({ files }: Bundle): Uint8Array<ArrayBuffer> {
  const tree = Object.fromEntries(files.map(({ path, content }) => [path, strToU8(content)]))
  return new Uint8Array(zipSync(tree, { mtime: new Date(1980, 0, 1), level: 9 }))
}
