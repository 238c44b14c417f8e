import { strToU8, zipSync } from "fflate"
import { z } from "zod"
import { answer, problem } from "@/app/api/problem"
import type { Bundle } from "@/lib/bundle/bundle"
import { bundleFrom } from "../bundle-from"

const Format = z.enum(["yaml", "zip", "archive"]).optional()

/**
 * A bundle to keep: the chart or archive of targets that have one, one YAML file where it is one, else a zip. With `digest` the link
 * never answers anything else.
 */
export function GET(request: Request) {
  return answer(async () => {
    const params = new URL(request.url).searchParams
    const format = Format.safeParse(params.get("format") ?? undefined)
    if (!format.success) return problem("usage", "format must be yaml, zip or archive")
    const { bundle, request: made } = await bundleFrom(params)
    const [first, ...more] = bundle.files
    const { archive } = bundle
    if (format.data === "archive" && !archive) return problem("usage", `The target ${bundle.target} has no archive`)
    if (format.data === "yaml" && more.length > 0)
      return problem("usage", `The target ${bundle.target} has several files, so it comes as format=zip`)
    const digest = { "X-Bundle-Digest": bundle.digest }
    if (archive && format.data !== "zip")
      return new Response(archive.bytes, {
        headers: {
          ...digest,
          "Content-Type": archive.mediaType,
          "Content-Disposition": `attachment; filename="${archive.name}"`,
        },
      })
    if (format.data !== "zip" && first && more.length === 0)
      return new Response(first.content, {
        headers: {
          ...digest,
          "Content-Type": "application/yaml; charset=utf-8",
          "Content-Disposition": `attachment; filename="${made.name}.yaml"`,
        },
      })
    return new Response(zip(bundle), {
      headers: {
        ...digest,
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="${made.name}-${bundle.target}.zip"`,
      },
    })
  })
}

/** The same files give the same bytes: no clock in them. */
function zip({ files }: Bundle): Uint8Array<ArrayBuffer> {
  const tree = Object.fromEntries(files.map(({ path, content }) => [path, strToU8(content)]))
  return new Uint8Array(zipSync(tree, { mtime: new Date(1980, 0, 1), level: 9 }))
}
