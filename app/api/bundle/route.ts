import { answer } from "@/app/api/problem"
import { targetOf } from "@/lib/bundle/build"
import { bundleFrom } from "./bundle-from"

/** A bundle as JSON: its digest and its files. */
export function GET(request: Request) {
  return answer(async () => {
    const { bundle, request: made } = await bundleFrom(new URL(request.url).searchParams)
    const { target, digest, files, images, archive } = bundle
    const path = archive ? `bundle/${archive.name}` : "bundle"
    const usage = targetOf(target).usage(path, made)
    return Response.json({ target, digest, files, images, ...(archive ? { archive: archive.name } : {}), usage })
  })
}
