import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"

export type Encoding = "br" | "gzip" | "identity"

const COMPRESSIBLE = /^(?:text\/|application\/(?:[\w.+-]*(?:json|xml|yaml|javascript))|image\/svg\+xml)/
/** Less than this is not worth it: the headers alone are longer. Bytes. */
const MIN_BYTES = 1_024

/** Whether a body of this type and size gets smaller by compression. */
export function isCompressible(type: string, bytes: number): boolean {
  return bytes >= MIN_BYTES && COMPRESSIBLE.test(type)
}

/** The best encoding that a client takes, by its Accept-Encoding. */
export function chooseEncoding(accept: string): Encoding {
  const taken = new Map(
    accept.split(",").map((item) => {
      const [name = "", ...rest] = item
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const q = rest.find((parameter) => parameter.startsWith("q="))
      return [name, q === undefined ? 1 : Number(q.slice(2))] as const
    }),
  )
  const takes = (name: string): boolean => (taken.get(name) ?? taken.get("*") ?? 0) > 0
  if (takes("br")) return "br"
  return takes("gzip") ? "gzip" : "identity"
}

/** Compresses off the main thread. */
export async function encode(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === "identity") return body
  if (encoding === "gzip") return promisify(gzip)(body, { level: 6 })
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
  return promisify(brotliCompress)(body, { params })
}
