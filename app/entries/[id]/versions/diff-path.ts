/** The page that compares two versions of an entry. */
export function diffPath(entry: string, from: string, to: string): `/entries/${string}/versions/${string}` {
  return `/entries/${entry}/versions/${encodeURIComponent(from)}...${encodeURIComponent(to)}`
}

/** The two versions in "1.9.0...1.12.1" as a route has it, of those that there are; undefined when one is unknown. */
export function parseRange<T extends { version: string }>(range: string, versions: readonly T[]): [T, T] | undefined {
  const text = decoded(range)
  for (const from of versions) {
    const to = versions.find(({ version }) => text === `${from.version}...${version}`)
    if (to) return [from, to]
  }
  return undefined
}

/** Next gives some routes their parameters as they stand in the URL. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
