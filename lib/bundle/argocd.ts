import type { Parameter } from "@/lib/catalog/parameter"
import type { BundleRequest, Target } from "./bundle"
import {
  controllerNamespace,
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
import { toYamlStream } from "./yaml"

const ARGOCD_NAMESPACE = controllerNamespace("argocdNamespace", "Argo CD", "argocd")
const PROJECT: Parameter = {
  name: "argocdProject",
  type: "string",
  description: "Argo CD project of the application",
  required: false,
  default: "default",
  pattern: OBJECT_NAME,
}
const DESTINATION: Parameter = {
  name: "destination",
  type: "string",
  description: "Cluster to install to: the URL of its API server, or its name in Argo CD",
  required: false,
  default: "https://kubernetes.default.svc",
  pattern: `https://[^\\s"'<>\\\\^\`{|}]+|${OBJECT_NAME}`,
}

/** Objects come in this order; those of a wave are waited for before the next begins. */
const WAVES: Readonly<Record<string, number>> = {
  ServiceAccount: -1,
  ClusterRole: -1,
  ClusterRoleBinding: -1,
  Role: -1,
  RoleBinding: -1,
  ConfigMap: -1,
  ServiceMonitor: 1,
  PodMonitor: 1,
  Probe: 1,
  PrometheusRule: 1,
}

/** Manifests for a source that Argo CD watches, and the Application that makes it watch. */
export const argocd: Target = {
  id: "argocd",
  title: "Argo CD",
  summary: "A folder for your Git repository or OCI registry, and the Application that Argo CD follows it with.",
  options: [SOURCE_URL, SOURCE_REVISION, SOURCE_PATH, PROJECT, DESTINATION, ARGOCD_NAMESPACE],
  usage: (path) => `kubectl apply --server-side -f ${path}/application.yaml`,
  render: (request) => ({
    files: [
      { path: "application.yaml", content: toYamlStream([application(request)]) },
      ...kustomizeBase(request, manifestsFolder(sourceOf(request)), inWave),
    ],
    objects: [],
  }),
}

function application(request: BundleRequest): KubeObject {
  const { url, revision, path } = sourceOf(request)
  const destination = optionText(request, DESTINATION) ?? ""
  const cluster = destination.startsWith("https://") ? { server: destination } : { name: destination }
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: {
      name: request.name,
      namespace: optionText(request, ARGOCD_NAMESPACE) ?? "argocd",
      // Deleting the application takes what it installed away as well.
      finalizers: ["resources-finalizer.argocd.argoproj.io/foreground"],
    },
    spec: {
      project: optionText(request, PROJECT),
      source: { repoURL: url, targetRevision: revision, path },
      destination: { ...cluster, namespace: request.namespace },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ["ServerSideApply=true", "CreateNamespace=true", "ApplyOutOfSyncOnly=true"],
        retry: { limit: 5, backoff: { duration: "10s", factor: 2, maxDuration: "5m" } },
      },
    },
  }
}

function inWave(object: KubeObject): KubeObject {
  const wave = WAVES[object.kind]
  if (wave === undefined) return object
  const annotations: Record<string, string> = {
    ...object.metadata.annotations,
    "argocd.argoproj.io/sync-wave": `${wave}`,
  }
  // Their definitions may come with the same sync, from another application.
  if (wave > 0) annotations["argocd.argoproj.io/sync-options"] = "SkipDryRunOnMissingResource=true"
  return { ...object, metadata: { ...object.metadata, annotations } }
}
