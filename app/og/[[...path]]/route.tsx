import { ImageResponse } from "next/og"
import { apiHub } from "@/app/api/v1/hub"
import { publicAnswer } from "@/app/api/v1/public-answer"
import { decoded } from "@/app/decoded"
import { fonts } from "@/app/server"
import { bounded } from "@/lib/bounded"
import { cardOf } from "@/lib/share/card"
import { Picture, SIZE } from "../picture"

/** Bytes of pictures that are kept: some hundreds. */
const pictures = bounded<string, Uint8Array<ArrayBuffer>>(16_000_000)

/** The picture beside a link to a page: next.config.js brings "/<path>/opengraph-image.png" here. */
export function GET(request: Request, { params }: RouteContext<"/og/[[...path]]">) {
  return publicAnswer(request, async () => {
    const path = ((await params).path ?? []).map(decoded)
    const card = cardOf(await apiHub(), path)
    // What is said decides, so a catalog that was read anew draws only what changed.
    const key = JSON.stringify(card)
    const body = pictures.get(key) ?? (await drawn(card))
    pictures.set(key, body, body.byteLength)
    const cache = "public, max-age=3600, stale-while-revalidate=604800"
    return { body, headers: { "Content-Type": "image/png", "Cache-Control": cache } }
  })
}

async function drawn(card: ReturnType<typeof cardOf>): Promise<Uint8Array<ArrayBuffer>> {
  const response = new ImageResponse(<Picture {...card} />, { ...SIZE, fonts: await fonts() })
  return new Uint8Array(await response.arrayBuffer())
}
