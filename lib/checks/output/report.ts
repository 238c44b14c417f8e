import type { Problem } from "@/lib/problem"

/** Problems with the text of the files they are in. */
export interface Report {
  problems: readonly Problem[]
  /** By the name that the problems use; a file that could not be read is missing. */
  texts: ReadonlyMap<string, string>
}

/** How a report is written. */
export interface Style {
  /** Marks a text as of this kind; the identity where there is no colour. */
  paint(kind: "error" | "warning" | "dim" | "bold", text: string): string
  /** Version of the hub, for formats that name their tool. */
  version: string
  /** The site whose docs pages the report links to, without a slash at the end. */
  siteUrl?: string
}
