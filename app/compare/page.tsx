import type { Metadata } from "next"
import Link from "next/link"
import { redirect } from "next/navigation"
import { categoryTitle } from "@/app/components/format"
import { PageHead } from "@/app/components/page-head"
import { catalog } from "@/app/server"
import { softwareOf } from "@/lib/search/entry-facts"
import styles from "./compare.module.css"
import { PickForm } from "./pick-form"
import { suggestedPairs } from "./suggested-pairs"

export const metadata: Metadata = {
  title: "Compare exporters",
  description: "Two exporters side by side: versions, rights, alerts, metrics and what is proven of them",
}

export default async function ComparePage({ searchParams }: PageProps<"/compare">) {
  const { entries, byId } = await catalog()
  const query = await searchParams
  const [a, b] = [only(query.a), only(query.b)]
  const unknown = [a, b].filter((id) => id !== undefined && !byId.has(id))
  if (a !== undefined && b !== undefined && unknown.length === 0 && a !== b) redirect(`/compare/${a}/${b}`)
  const [knownA, knownB] = [a, b].map((id) => (id !== undefined && byId.has(id) ? id : undefined))
  const pairs = suggestedPairs(entries, { of: knownA, limit: 12 })
  return (
    <>
      <PageHead title="Compare exporters">
        <p>Two exporters side by side: versions, rights, alerts by what they watch, metrics, and what is proven.</p>
      </PageHead>
      {unknown.length > 0 && <p className={styles.fault}>There is no exporter {unknown.join(" and no ")}.</p>}
      {a !== undefined && a === b && <p className={styles.fault}>An exporter differs in nothing from itself.</p>}
      <PickForm entries={entries} a={knownA} b={knownB} />
      {pairs.length > 0 && (
        <section aria-labelledby="pairs">
          <h2 id="pairs" className={styles.heading}>
            Alike
          </h2>
          <ul className={styles.pairs}>
            {pairs.map((pair) => (
              <li key={`${pair.a.id} ${pair.b.id}`}>
                <Link href={`/compare/${pair.a.id}/${pair.b.id}`} prefetch={false}>
                  {pair.a.title} and {pair.b.title}
                </Link>
                <span>{pair.sameSoftware ? `both of ${softwareOf(pair.a)}` : categoryTitle(pair.a.category)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** A parameter that is given once; empty is as good as none. */
function only(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined
}
