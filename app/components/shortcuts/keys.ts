/** What a key means on a page. */
export type Shortcut =
  | { does: "search" | "palette" | "keys" | "next" | "previous" }
  | { does: "begin-go" }
  | { does: "go"; href: string }

/** Where the second key of "g …" leads. */
export const GO: Record<string, { href: string; title: string }> = {
  h: { href: "/", title: "Home" },
  e: { href: "/entries", title: "All exporters" },
  a: { href: "/search?type=alert", title: "All alerts" },
  l: { href: "/lint", title: "Lint your own rules" },
  d: { href: "/docs", title: "Documentation" },
}

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">

/**
 * The shortcut of a key; undefined when it is none. `typing` is whether the key goes into a field: only the palette's key
 * works there. `going` is whether "g" was pressed just before.
 */
export function shortcutOf(
  { key, ctrlKey, metaKey, altKey }: Key,
  typing: boolean,
  going: boolean,
): Shortcut | undefined {
  if (altKey) return undefined
  if (ctrlKey || metaKey) return key.toLowerCase() === "k" ? { does: "palette" } : undefined
  if (typing) return undefined
  const goal = going ? GO[key] : undefined
  if (goal) return { does: "go", href: goal.href }
  if (key === "/") return { does: "search" }
  if (key === "?") return { does: "keys" }
  if (key === "g") return { does: "begin-go" }
  if (key === "j") return { does: "next" }
  if (key === "k") return { does: "previous" }
  return undefined
}
