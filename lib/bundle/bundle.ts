import type { Entry } from "@/lib/catalog/entry"
import type { ParameterValues } from "@/lib/catalog/parameter-values"
import type { KubeObject } from "./kube-object"

/** One entry of a bundle with the values of its parameters. */
export interface BundleItem {
  entry: Entry
  values: ParameterValues
}

/** What a bundle is made from. Same request, same bytes. */
export interface BundleRequest {
  items: readonly BundleItem[]
  /** Name of the install; the id of the entry when the bundle has one entry and no other name was chosen. */
  name: string
  namespace: string
  /** Labels put on monitors and rules so that the user's Prometheus selects them, such as `release: prometheus`. */
  labels: Readonly<Record<string, string>>
  /** Address of a hub's site, without a slash at the end; alerts then carry a `runbook_url` there. */
  siteUrl?: string
}

export interface BundleFile {
  /** Relative, with slashes. */
  path: string
  content: string
}

/** A rendered bundle. */
export interface Bundle {
  target: string
  /** "sha256:" and the hash over all paths and contents. */
  digest: string
  files: readonly BundleFile[]
  /** The objects to apply; empty for targets that are not applied to a cluster. */
  objects: readonly KubeObject[]
  /** Images that the bundle runs. */
  images: readonly string[]
}

/** One output format of a bundle. */
export interface Target {
  id: string
  title: string
  /** One sentence: for whom it is. */
  summary: string
  /** The command that applies the files, with the folder or file that they were written to. */
  usage(path: string, request: BundleRequest): string
  render(request: BundleRequest): { files: BundleFile[]; objects: KubeObject[] }
}
