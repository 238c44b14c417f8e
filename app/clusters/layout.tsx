import { headers } from "next/headers"
import { notFound } from "next/navigation"
import type { ReactNode } from "react"
import { isLoopback } from "@/app/local-only"
import { isLocal } from "@/app/server"

// No loading.tsx below: a page that streams answers 200 before it knows that it is not there.
export default async function ClustersLayout({ children }: { children: ReactNode }) {
  if (!isLocal() || !isLoopback(await headers())) notFound()
  return children
}
