/** Something that the palette does: goes to a page, or does something on this one. */
export type Action =
  | { id: string; title: string; words: string; keys?: string; href: string }
  | { id: string; title: string; words: string; keys?: string; does: "theme" | "copy-link" | "keys" }

/** Everything that the palette offers beside the catalog. `words` are other words that people type for it. */
export const ACTIONS: readonly Action[] = [
  { id: "exporters", title: "All exporters", words: "entries catalog browse list", keys: "g e", href: "/entries" },
  { id: "alerts", title: "All alerts", words: "rules", keys: "g a", href: "/search?type=alert" },
  { id: "lint", title: "Lint your own rules", words: "check validate promql", keys: "g l", href: "/lint" },
  { id: "docs", title: "Documentation", words: "help guide manual", keys: "g d", href: "/docs" },
  { id: "api", title: "API reference", words: "openapi json rest", href: "/docs/api" },
  { id: "compare", title: "Compare two exporters", words: "versus difference", href: "/compare" },
  { id: "stats", title: "The catalog in numbers", words: "statistics counts", href: "/stats" },
  { id: "home", title: "Home", words: "start front", keys: "g h", href: "/" },
  { id: "theme", title: "Switch between dark and light", words: "theme mode colour color night", does: "theme" },
  { id: "copy-link", title: "Copy the link to this page", words: "url address share", does: "copy-link" },
  { id: "keys", title: "Show all keys", words: "keyboard shortcuts help hotkeys", keys: "?", does: "keys" },
]
