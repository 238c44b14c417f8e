import styles from "./highlight.module.css"

/** A text with the searched words marked where they start a word. */
export function Highlight({ text, words }: { text: string; words: string }) {
  const parts = words
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  if (parts.length === 0) return text
  // A word starts behind anything that is no letter or digit, and at a capital inside of a name.
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${parts.join("|")})|(?<=[a-z0-9])(?:${parts.map(capital).join("|")})`,
    "giu",
  )
  const marks = [...text.matchAll(pattern)].filter(
    ({ 0: found, index }) => !/[\p{L}\p{N}]/u.test(text[index - 1] ?? "") || /\p{Lu}/u.test(found[0] ?? ""),
  )
  let at = 0
  return (
    <>
      {marks.map(({ 0: found, index }) => {
        const before = text.slice(at, index)
        at = index + found.length
        return (
          <span key={index}>
            {before}
            <mark className={styles.mark}>{found}</mark>
          </span>
        )
      })}
      {text.slice(at)}
    </>
  )
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
