import type { ApiHub } from "@/lib/api/hub"
import type { MarkdownLinks } from "./links"

/** What pages are made from, and where their links lead. */
export type MarkdownHub = Pick<ApiHub, "entries" | "byId" | "cards" | "mutations" | "origins"> & {
  links: MarkdownLinks
}
