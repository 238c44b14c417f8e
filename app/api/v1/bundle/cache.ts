/** A bundle that was asked for by its digest is the same for ever. */
export function cacheOf(params: URLSearchParams): Record<string, string> {
  return params.has("digest") ? { "Cache-Control": "public, max-age=31536000, immutable" } : {}
}
