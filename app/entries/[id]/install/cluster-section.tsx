import { headers } from "next/headers"
import { type BundleQuery, bundleCommand, bundleSearch, DEFAULT_TARGET } from "@/app/bundle-query"
import { attempt, Trouble } from "@/app/clusters/trouble"
import { Command } from "@/app/components/command"
import { Section } from "@/app/components/section"
import { isLoopback } from "@/app/local-only"
import { clusterContexts, isLocal, siteUrl } from "@/app/server"
import type { Entry } from "@/lib/catalog/entry"
import { ClusterPanel } from "./cluster-panel"
import type { Preview } from "./preview"

interface ClusterSectionProps {
  entry: Entry
  query: BundleQuery
  shown: Preview
}

/** The way into a cluster of the user's own; only on a hub that runs on the user's machine. */
export async function ClusterSection({ entry, query, shown }: ClusterSectionProps) {
  if (!isLocal() || !isLoopback(await headers()) || !shown.bundle || shown.bundle.objects.length === 0) return null
  const contexts = await attempt(clusterContexts)
  const bundle = new URLSearchParams([["entry", entry.id], ...bundleSearch(entry, query)]).toString()
  return (
    <div data-cluster="">
      <Section
        id="cluster"
        title="Install to a cluster"
        lead="The plan shows what would change, object by object. Nothing is written before you say so."
      >
        {contexts.error && <Trouble error={contexts.error} />}
        {contexts.value?.length === 0 && (
          <p>There is no kubeconfig on this machine, so there is no cluster to choose.</p>
        )}
        {shown.open.length > 0 && <p>Fill in {shown.open.join(", ")} first.</p>}
        {contexts.value && contexts.value.length > 0 && shown.open.length === 0 && (
          <ClusterPanel
            key={shown.bundle.digest}
            contexts={contexts.value}
            bundle={bundle}
            digest={shown.bundle.digest}
          >
            <Command>{terminalCommand(entry, query)}</Command>
          </ClusterPanel>
        )}
      </Section>
    </div>
  )
}

/** `install` applies the operator target; the objects of the others go through kubectl. */
function terminalCommand(entry: Entry, query: BundleQuery): string {
  if (query.target === DEFAULT_TARGET) return bundleCommand(entry, query, "install", siteUrl())
  const render = bundleCommand(entry, query, "bundle", siteUrl()).replace(/--output bundle$/, "--output -")
  return `${render} |\n  kubectl apply --server-side -f -`
}
