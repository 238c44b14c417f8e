import { HubError } from "@/lib/error"

/** `key=value` flags as a map of lists; throws HubError("usage") for one without "=". */
export function keyValues(flag: string, texts: readonly string[]): Map<string, string[]> {
  const map = new Map<string, string[]>()
  for (const text of texts) {
    const equals = text.indexOf("=")
    if (equals < 1) throw new HubError("usage", `--${flag} ${text}: must be name=value`)
    const key = text.slice(0, equals)
    map.set(key, [...(map.get(key) ?? []), text.slice(equals + 1)])
  }
  return map
}
