"use client"

import Link from "next/link"
import { useEffect, useState } from "react"
import type { RunEnd, RunLine } from "@/app/api/clusters/runs"
import type { ApplyEvent } from "@/lib/cluster/apply-event"
import styles from "./progress.module.css"
import { readLines } from "./read-lines"

/** What a run has done so far, and how it ended. */
export function Progress({ run, next }: { run: string; next: string }) {
  const [events, setEvents] = useState<ApplyEvent[]>([])
  const [end, setEnd] = useState<RunEnd>()
  useEffect(() => {
    const stop = new AbortController()
    setEvents([])
    const see = (line: RunLine): void => {
      if ("end" in line) setEnd(line.end)
      else setEvents((before) => [...before, line.event])
    }
    readLines<RunLine>(`/api/clusters/runs/${run}`, see, stop.signal).catch(() => {
      if (!stop.signal.aborted)
        setEnd({ ok: false, message: "The hub stopped answering", hint: "The status of the install says how it is" })
    })
    return () => stop.abort()
  }, [run])

  const counted = events.findLast((event) => event.type === "done")
  const total = counted?.total ?? events.find((event) => event.type === "started")?.total ?? 0
  return (
    <div className={styles.box}>
      {!end && (
        <progress className={styles.bar} aria-label="Objects done" value={counted?.count ?? 0} max={total || 1} />
      )}
      <ol className={styles.events}>
        {events.map((event, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
          <EventLine key={i} event={event} />
        ))}
      </ol>
      {end && (
        <div className={end.ok ? styles.done : styles.failed} role="status">
          <p>{end.message}</p>
          {end.hint && <p>{end.hint}</p>}
        </div>
      )}
      {end && (
        <Link className={styles.next} href={next as never}>
          {next.split("/").length > 3 ? "See its status" : "See the cluster"}
        </Link>
      )}
    </div>
  )
}

function EventLine({ event }: { event: ApplyEvent }) {
  if (event.type === "started") return <li className={styles.quiet}>{event.total} objects</li>
  if (event.type === "undoing") return <li className={styles.bad}>{event.message}; taking back what was written</li>
  const what = "ref" in event && event.ref ? `${event.ref.kind} ${event.ref.name}` : ""
  const word = event.type === "done" ? event.what : event.type
  return (
    <li className={event.type === "warning" ? styles.warn : undefined}>
      <span className={styles.word}>{word}</span> {what} {"message" in event && event.message}
    </li>
  )
}
