"use client"

import Link from "next/link"
import { useEffect, useState } from "react"

/**
 * The way to the clusters, on hubs that have them. Pages are static and the same in both modes, so a page has to ask; one
 * answer lasts for the tab.
 */
export function ClustersLink() {
  const [local, setLocal] = useState(false)
  useEffect(() => {
    mode().then((answer) => setLocal(answer === "local"))
  }, [])
  return local ? <Link href="/clusters">Clusters</Link> : null
}

async function mode(): Promise<string> {
  try {
    const known = sessionStorage.getItem("mode")
    if (known) return known
    const answer: { mode: string } = await (await fetch("/api/mode")).json()
    sessionStorage.setItem("mode", answer.mode)
    return answer.mode
  } catch {
    return "unknown"
  }
}
