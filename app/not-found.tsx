import type { Metadata } from "next"
import { headers } from "next/headers"
import Link from "next/link"
import { PageHead } from "./components/page-head"
import { SearchForm } from "./components/search-form"
import { nearPages } from "./near-pages"
import styles from "./not-found.module.css"
import { catalog } from "./server"

export const metadata: Metadata = { title: "Not found" }

/** For a path that looks like one of the catalog, with what may have been meant. */
export default async function NotFound() {
  // server/ tells the path that was asked; Next alone does not.
  const path = (await headers()).get("x-asked-path") ?? ""
  const near = path === "" ? [] : nearPages(path, (await catalog()).byId)
  return (
    <>
      <PageHead title="There is no such page">
        <p>
          An entry or an alert may have another name now. Search for it, or look through{" "}
          <Link href="/entries">all exporters</Link>.
        </p>
      </PageHead>
      {near.length > 0 && (
        <section className={styles.near} aria-labelledby="near">
          <h2 id="near">Did you mean</h2>
          <ul>
            {near.map(({ title, href }) => (
              <li key={href}>
                <Link href={href as never} data-result="">
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <SearchForm label="Search for what you were looking for" large />
    </>
  )
}
