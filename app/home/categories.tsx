import Link from "next/link"
import { categoryTitle } from "@/app/components/format"
import type { EntryCard } from "@/lib/stats/entry-card"
import styles from "./side-list.module.css"

/** The shelves that hold something. */
export function Categories({ entries }: { entries: readonly EntryCard[] }) {
  const counts = new Map<string, number>()
  for (const { category } of entries) counts.set(category, (counts.get(category) ?? 0) + 1)
  return (
    <section aria-labelledby="categories">
      <h2 id="categories" className={styles.heading}>
        Categories
      </h2>
      <ul className={styles.list}>
        {[...counts].toSorted().map(([category, size]) => (
          <li key={category}>
            <Link href={`/categories/${category}`}>{categoryTitle(category)}</Link>
            <span>{size}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
