import type { Parameter } from "@/lib/catalog/parameter"
import type { BundleRequest, Target } from "./bundle"
import {
  controllerNamespace,
  MANIFESTS,
  manifestsFolder,
  OBJECT_NAME,
  SOURCE_PATH,
  SOURCE_REVISION,
  SOURCE_URL,
  sourceOf,
} from "./gitops"
import type { KubeObject } from "./kube-object"
import { kustomizeBase } from "./kustomize"
import { optionText } from "./option"
import { shellWord } from "./shell"
import { toYamlStream } from "./yaml"

const FLUX_NAMESPACE = controllerNamespace("fluxNamespace", "Flux", "flux-system")
const SOURCE_SECRET: Parameter = {
  name: "sourceSecret",
  type: "string",
  description: "Secret beside Flux's objects that opens the source; only private ones need it",
  required: false,
  pattern: OBJECT_NAME,
}

/** Manifests for a source that Flux watches, and the objects that make it watch. */
export const flux: Target = {
  id: "flux",
  title: "Flux",
  summary:
    "A folder for your Git repository or OCI registry, and the source and Kustomization that Flux follows it with.",
  options: [SOURCE_URL, SOURCE_REVISION, SOURCE_PATH, SOURCE_SECRET, FLUX_NAMESPACE],
  usage(path, request) {
    const { url, oci, revision } = sourceOf(request)
    const push = `flux push artifact ${shellWord(`${url}:${revision}`)} --path=${path}/${MANIFESTS} --source=exporterhub --revision=${revision} && `
    return `${oci ? push : ""}kubectl apply --server-side -f ${path}/flux.yaml`
  },
  render: (request) => ({
    files: [
      { path: "flux.yaml", content: toYamlStream(fluxObjects(request)) },
      ...kustomizeBase(request, manifestsFolder(sourceOf(request)), withoutSubstitution),
    ],
    objects: [],
  }),
}

function fluxObjects(request: BundleRequest): KubeObject[] {
  const { url, oci, revision, path } = sourceOf(request)
  const metadata = { name: request.name, namespace: optionText(request, FLUX_NAMESPACE) ?? "flux-system" }
  const secret = optionText(request, SOURCE_SECRET)
  const kind = oci ? "OCIRepository" : "GitRepository"
  const ref = oci ? { tag: revision } : { branch: revision }
  return [
    {
      apiVersion: "source.toolkit.fluxcd.io/v1",
      kind,
      metadata,
      spec: { interval: "5m", url, ref, ...(secret === undefined ? {} : { secretRef: { name: secret } }) },
    },
    {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata,
      spec: {
        interval: "1h",
        retryInterval: "2m",
        timeout: "5m",
        sourceRef: { kind, name: request.name },
        path: path === "." ? "./" : `./${path}`,
        prune: true,
        wait: true,
      },
    },
  ]
}

/** Dashboards hold `${…}` of Grafana's, which a Kustomization with postBuild would take for its own. */
function withoutSubstitution(object: KubeObject): KubeObject {
  if (!JSON.stringify(object).includes("${")) return object
  const annotations = { ...object.metadata.annotations, "kustomize.toolkit.fluxcd.io/substitute": "disabled" }
  return { ...object, metadata: { ...object.metadata, annotations } }
}
