import type { ReactNode } from "react"
import tables from "./table.module.css"

/** A table that is wider than its place scrolls within it, by keyboard too. */
export function TableScroll({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div className={tables.scroll} tabIndex={0}>
      {children}
    </div>
  )
}
