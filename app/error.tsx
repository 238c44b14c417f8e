"use client"

import { PageHead } from "./components/page-head"
import styles from "./error.module.css"

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <PageHead title="This page failed">
        <p>
          That is a fault of the hub. Its log has the details{error.digest ? ` under ${error.digest}` : ""}; the rest of
          the site works.
        </p>
      </PageHead>
      <button type="button" className={styles.again} onClick={reset}>
        Try again
      </button>
    </>
  )
}
