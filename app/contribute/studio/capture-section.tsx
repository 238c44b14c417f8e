"use client"

import { useId, useState } from "react"
import type { DraftFiles } from "@/lib/contribute/draft"
import type { DraftMetric } from "@/lib/contribute/draft-check"
import styles from "./studio.module.css"
import type { DraftHandle } from "./use-draft"
import { postDraft } from "./use-report"

/** What the exporter said, and what is made of it: the capture, and the first files of an entry that has none. */
export function CaptureSection({ handle, metrics }: { handle: DraftHandle; metrics: readonly DraftMetric[] }) {
  const id = useId()
  const [scrape, setScrape] = useState("")
  const [target, setTarget] = useState("")
  const [url, setUrl] = useState("http://localhost:9100/metrics")
  const [said, setSaid] = useState<{ fault: boolean; text: string }>()
  const [busy, setBusy] = useState(false)
  const use = async () => {
    setBusy(true)
    try {
      const { id: name, files } = handle.draft
      const made = await postDraft<{ files: DraftFiles }>("/api/drafts/start", { id: name, files, scrape, target, url })
      const fresh = Object.keys(made.files).filter((path) => files[path] === undefined)
      handle.setFiles(made.files)
      setSaid({
        fault: false,
        text: `The capture is in the draft. Made from it: ${fresh.join(", ") || "nothing new"}.`,
      })
      setScrape("")
    } catch (error) {
      setSaid({ fault: true, text: (error as Error).message })
    }
    setBusy(false)
  }
  return (
    <>
      <div className={styles.fields}>
        <div className={styles.wide}>
          <label htmlFor={`${id}-file`}>A file with what the exporter answers at /metrics</label>
          <input
            id={`${id}-file`}
            type="file"
            accept=".prom,.txt,text/plain"
            onChange={async ({ target: { files } }) => setScrape((await files?.[0]?.text()) ?? "")}
          />
        </div>
        <div className={styles.wide}>
          <label htmlFor={`${id}-text`}>Or paste it</label>
          <textarea
            id={`${id}-text`}
            className={styles.code}
            rows={6}
            spellCheck={false}
            value={scrape}
            onChange={(event) => setScrape(event.target.value)}
          />
        </div>
        <div className={styles.field}>
          <label htmlFor={`${id}-target`}>Monitored software and its version</label>
          <input id={`${id}-target`} value={target} onChange={(event) => setTarget(event.target.value)} />
          <p className={styles.help}>Such as “Memcached 1.6.38”. It is published.</p>
        </div>
        <div className={styles.field}>
          <label htmlFor={`${id}-url`}>Address that was scraped</label>
          <input id={`${id}-url`} value={url} onChange={(event) => setUrl(event.target.value)} />
          <p className={styles.help}>It is published: leave out what tells whose system it is.</p>
        </div>
      </div>
      <p className={styles.actions}>
        <button type="button" className={styles.primary} onClick={use} disabled={busy || scrape === ""}>
          {busy ? "Reading…" : "Use this capture"}
        </button>
      </p>
      <p role="status" className={said?.fault ? styles.error : styles.help}>
        {said?.text}
      </p>
      {metrics.length > 0 && (
        <details>
          <summary>
            {metrics.length} sample names, {metrics.reduce((sum, { series }) => sum + series, 0)} series
          </summary>
          <ul className={styles.metrics}>
            {metrics.map(({ name, type, labels }) => (
              <li key={name}>
                <code>{name}</code>{" "}
                <span>
                  {type}
                  {Object.keys(labels).length > 0 && ` by ${Object.keys(labels).join(", ")}`}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
