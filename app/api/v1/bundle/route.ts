import { bundleFrom } from "@/app/api/bundle/bundle-from"
import { targetOf } from "@/lib/bundle/build"
import { preflight, publicAnswer } from "../public-answer"
import { cacheOf } from "./cache"

/** A bundle as JSON: its digest and its files. */
export function GET(request: Request) {
  return publicAnswer(request, async () => {
    const params = new URL(request.url).searchParams
    const { bundle, request: made } = await bundleFrom(params)
    const { target, digest, files, images, archive } = bundle
    const path = archive ? `bundle/${archive.name}` : "bundle"
    const usage = targetOf(target).usage(path, made)
    const answer = { target, digest, files, images, ...(archive ? { archive: archive.name } : {}), usage }
    return { body: JSON.stringify(answer), headers: { "Content-Type": "application/json", ...cacheOf(params) } }
  })
}

export const OPTIONS = preflight
