import { nearestNames } from "@/lib/nearest-names"

/** What is known of an entry that is there. */
export interface KnownEntry {
  id: string
  aliases: readonly string[]
}

/** The entry that a new id probably means: the same, one letter off, or one that people call so; undefined when it is new. */
export function similarEntry(id: string, entries: readonly KnownEntry[]): string | undefined {
  const names = new Map<string, string>()
  for (const entry of entries)
    for (const name of [entry.id, ...entry.aliases]) if (!names.has(bare(name))) names.set(bare(name), entry.id)
  const own = bare(id)
  const exact = names.get(own)
  if (exact !== undefined) return exact
  // In a name of four letters one other letter makes another name: bind, bird.
  const [near] = own.length < 5 ? [] : nearestNames(own, names.keys())
  return near === undefined ? undefined : names.get(near)
}

/** Without the words that do not tell exporters apart. */
function bare(name: string): string {
  return name
    .toLowerCase()
    .split(/[-_. ]/)
    .filter((word) => !["exporter", "prometheus", "server", "metrics"].includes(word))
    .join("")
}
