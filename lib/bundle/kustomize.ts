import type { BundleFile, BundleItem, BundleRequest, Target } from "./bundle"
import { objectName } from "./identity"
import type { KubeObject } from "./kube-object"
import { operatorObjects } from "./operator"
import { toYaml, toYamlStream } from "./yaml"

const KUSTOMIZATION = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" }

/** A Kustomize base with the objects of the operator target, and an overlay that shows what is usually changed. */
export const kustomize: Target = {
  id: "kustomize",
  title: "Kustomize",
  summary: "A base to build on with overlays of your own, and one overlay as an example.",
  options: [],
  usage: (path) => `kubectl apply --server-side -k ${path}/base`,
  render: (request) => ({
    files: [...kustomizeBase(request, "base"), overlay(request)],
    objects: [],
  }),
}

/** A folder that Kustomize builds: the objects of each entry and the list of the files. */
export function kustomizeBase(
  request: BundleRequest,
  folder: string,
  change: (object: KubeObject) => KubeObject = (object) => object,
): BundleFile[] {
  const resources = request.items.map((item) => ({
    name: `${objectName(request, item)}.yaml`,
    content: toYamlStream(operatorObjects(request, item).map(change)),
  }))
  const kustomization = {
    ...KUSTOMIZATION,
    // Selectors of workloads cannot change, so labels stay out of them.
    labels: [{ pairs: { "app.kubernetes.io/part-of": request.name }, includeSelectors: false }],
    resources: resources.map(({ name }) => name),
  }
  return [
    { path: `${folder}/kustomization.yaml`, content: toYaml(kustomization) },
    ...resources.map(({ name, content }) => ({ path: `${folder}/${name}`, content })),
  ]
}

/** Another namespace, a mirror for the images, and labels for the Prometheus of that place. */
function overlay(request: BundleRequest): BundleFile {
  const images = request.items
    .flatMap(({ entry }) => entry.versions[0]?.image ?? [])
    .map((image) => {
      const name = image.replace(/(:[\w.-]+)?(@sha256:[0-9a-f]+)?$/, "")
      return { name, newName: name.replace(/^[^/]+/, "registry.example.com") }
    })
  const add = [{ op: "add", path: "/metadata/labels/release", value: "prometheus" }]
  const patches = ["ServiceMonitor", "PodMonitor", "Probe", "PrometheusRule"].map((kind) => ({
    target: { kind },
    patch: toYaml(add),
  }))
  const replacements = request.items.filter(({ entry }) => entry.probe).map((item) => probeHost(request, item))
  const kustomization = {
    ...KUSTOMIZATION,
    namespace: `${request.namespace.slice(0, 55)}-staging`,
    resources: ["../../base"],
    ...(images.length > 0 ? { images } : {}),
    patches,
    ...(replacements.length > 0 ? { replacements } : {}),
  }
  return { path: "overlays/example/kustomization.yaml", content: toYaml(kustomization) }
}

/** The address of a prober has the namespace inside of it, where Kustomize does not look by itself. */
function probeHost(request: BundleRequest, item: BundleItem): Record<string, unknown> {
  const name = objectName(request, item)
  return {
    source: { kind: "Service", name, fieldPath: "metadata.namespace" },
    targets: [
      { select: { kind: "Probe", name }, fieldPaths: ["spec.prober.url"], options: { delimiter: ".", index: 1 } },
    ],
  }
}
