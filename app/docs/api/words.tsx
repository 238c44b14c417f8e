import { Fragment } from "react"

/** A description in which backticks mark code. */
export function Words({ children }: { children: string }) {
  return children.split("`").map((part, i) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
    return i % 2 === 1 ? <code key={i}>{part}</code> : <Fragment key={i}>{part}</Fragment>
  })
}
