import type { Entry } from "@/lib/catalog/entry"
import type { Parameter } from "@/lib/catalog/parameter"
import type { ParameterValues } from "@/lib/catalog/parameter-values"
import type { FieldFault } from "@/lib/error"
import type { KubeObject } from "./kube-object"
import type { Tuning } from "./tuning/tuning"

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
  /** What the user changes of the rules. */
  tuning?: Tuning
  /** What the target asks for beside the parameters of the entries; optionValues() reads it from text. */
  options?: ParameterValues
}

export interface BundleFile {
  /** Relative, with slashes. */
  path: string
  content: string
  /** A script. */
  executable?: boolean
}

/** Files handed over as one, such as a chart. */
export interface Archive {
  /** File name. */
  name: string
  mediaType: string
  bytes: Uint8Array<ArrayBuffer>
}

/** A rendered bundle. */
export interface Bundle {
  target: string
  /** "sha256:" and the hash over all paths and contents. */
  digest: string
  files: readonly BundleFile[]
  /** The objects to apply; empty for targets that are not applied to a cluster. */
  objects: readonly KubeObject[]
  /** The files as one, for targets that are handed over so. */
  archive?: Archive
  /** Images that the bundle runs. */
  images: readonly string[]
}

/** One output format of a bundle. */
export interface Target {
  id: string
  title: string
  /** One sentence: for whom it is. */
  summary: string
  /** What it asks for beside the parameters of the entries: flags of the CLI and fields of the form. */
  options: readonly Parameter[]
  /** The command that applies the files, with the folder or file that they were written to. */
  usage(path: string, request: BundleRequest): string
  /** Why it cannot give this request, where a format is not able to say what the entries need. */
  refuses?(request: BundleRequest): FieldFault | undefined
  render(request: BundleRequest): { files: BundleFile[]; objects: KubeObject[] }
  pack?(files: readonly BundleFile[], request: BundleRequest): Archive
}
