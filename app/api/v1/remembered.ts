import type { ApiAnswer } from "@/lib/api/route"
import { bounded } from "@/lib/bounded"

const MOST_BYTES = 32_000_000
const LARGEST_BYTES = 1_000_000

const answers = new WeakMap<object, ReturnType<typeof bounded<string, ApiAnswer>>>()

/** An answer that was given before while the catalog was the same, else a new one; without a key it is always new. */
export async function remembered(
  catalog: object,
  key: string | undefined,
  make: () => Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  if (key === undefined) return make()
  const cache = answers.get(catalog) ?? bounded<string, ApiAnswer>(MOST_BYTES)
  answers.set(catalog, cache)
  const known = cache.get(key)
  if (known) return known
  const made = await make()
  if (made.body.length <= LARGEST_BYTES) cache.set(key, made, key.length + made.body.length)
  return made
}
