import Link from "next/link"
import { isLocal } from "@/app/server"

/** The way to the clusters, on hubs that have them. */
export function ClustersLink() {
  return isLocal() ? <Link href="/clusters">Clusters</Link> : null
}
