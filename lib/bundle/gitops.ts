import type { Parameter } from "@/lib/catalog/parameter"
import type { BundleRequest } from "./bundle"
import { optionText } from "./option"

const GIT_URL = "(https?|ssh)://[^\\s\"'<>\\\\^`{|}]+"
// No segment starts with a dot, so none leads out of its folder.
const SEGMENT = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}"
const OCI_URL = "oci://[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+"

/** What a name of an object may be: a DNS subdomain. */
export const OBJECT_NAME = "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?"

/** The option for the namespace in which a controller's own objects lie. */
export function controllerNamespace(name: string, controller: string, namespace: string): Parameter {
  return {
    name,
    type: "string",
    description: `Namespace of ${controller}'s own objects`,
    required: false,
    default: namespace,
    pattern: "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
  }
}

/** Where a GitOps controller finds the manifests. */
export const SOURCE_URL: Parameter = {
  name: "sourceUrl",
  type: "string",
  description:
    "Where your cluster takes the manifests from: a Git repository (https:// or ssh://) or an OCI artifact (oci://)",
  required: true,
  example: "https://git.example.com/platform/monitoring.git",
  pattern: `${GIT_URL}|${OCI_URL}`,
}

/** Branch, tag or commit there. */
export const SOURCE_REVISION: Parameter = {
  name: "sourceRevision",
  type: "string",
  description: "Branch of the repository, or tag of the artifact (default: main, or latest)",
  required: false,
  pattern: "[A-Za-z0-9][A-Za-z0-9._/-]{0,127}",
}

/** The folder there. */
export const SOURCE_PATH: Parameter = {
  name: "sourcePath",
  type: "string",
  description:
    "Folder of the manifests in the repository or the artifact (default: the name of the install, or the artifact itself)",
  required: false,
  pattern: `\\.|(\\./)?${SEGMENT}(/${SEGMENT}){0,7}/?`,
}

/** A source as its controller wants it, with the defaults for its kind. */
export interface Source {
  url: string
  oci: boolean
  revision: string
  path: string
}

/** The folder whose content goes to the source as it is. */
export const MANIFESTS = "deploy"

/** Where the manifests lie in a bundle, so that what is in MANIFESTS can be copied to the top of the source. */
export function manifestsFolder({ path }: Source): string {
  return path === "." ? MANIFESTS : `${MANIFESTS}/${path}`
}

/** The source that the three options of a request name. */
export function sourceOf(request: BundleRequest): Source {
  const url = optionText(request, SOURCE_URL) ?? ""
  const oci = url.startsWith("oci://")
  return {
    url,
    oci,
    revision: optionText(request, SOURCE_REVISION) ?? (oci ? "latest" : "main"),
    path: (optionText(request, SOURCE_PATH) ?? (oci ? "." : request.name)).replace(/^(\.\/)+|\/+$/g, "") || ".",
  }
}
