import path from "node:path"
import { expect, test } from "vitest"
import { buildBundle } from "@/lib/bundle/build"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { bundleFor, byName, dryRun, ENTRIES, exec, objectsOf, requestFor, toolSuite, written } from "./harness"

const SOURCES = [
  { sourceUrl: "https://git.example.com/platform/monitoring.git" },
  { sourceUrl: "ssh://git@git.example.com:2222/a/b", sourceRevision: "release/1.x", sourcePath: "./clusters/prod/" },
  { sourceUrl: "oci://registry.example.com:5000/monitoring/demo" },
  { sourceUrl: "oci://registry.example.com/monitoring/demo", sourceRevision: "1.2.0", sourcePath: "sub/folder" },
]

/** What kustomize builds of the folder that the source serves: the path that the controller is told. */
async function served(target: string, source: Record<string, string>, where: (objects: KubeObject[]) => string) {
  const bundle = await bundleFor(target, ["demo-exporter"], {}, source)
  const objects = objectsOf(bundle.files[0]?.content ?? "")
  const folder = path.join(await written(bundle), "deploy", where(objects))
  const { code, out, err } = await exec("kubectl", ["kustomize", folder])
  expect([code, err]).toEqual([0, ""])
  return { objects, built: byName(objectsOf(out)) }
}

/** Without the labels and annotations that a GitOps target adds. */
function bare(objects: readonly KubeObject[]): unknown {
  return byName(objects).map(({ metadata: { annotations: _annotations, labels, ...metadata }, ...rest }) => {
    const { "app.kubernetes.io/part-of": _partOf, ...others } = labels ?? {}
    return { ...rest, metadata: { ...metadata, labels: others } }
  })
}

const operator = async () => bare(buildBundle("operator", await requestFor(["demo-exporter"])).objects)

toolSuite("flux", () => {
  test.each(SOURCES)("%j: the API server takes the objects, and the path leads to the manifests", async (source) => {
    const { objects, built } = await served("flux", source, ([, sync]) => (sync as any).spec.path)
    expect(objects.map(({ kind }) => kind)).toEqual([
      source.sourceUrl.startsWith("oci:") ? "OCIRepository" : "GitRepository",
      "Kustomization",
    ])
    const dry = await dryRun(objects)
    expect([dry.code, dry.err]).toEqual([0, ""])
    expect((objects[1] as any).spec.sourceRef).toEqual({ kind: objects[0]?.kind, name: objects[0]?.metadata.name })
    expect(bare(built)).toEqual(await operator())
    expect((await dryRun(built)).code).toBe(0)
  })

  test("a private source names its Secret", async () => {
    const options = { sourceUrl: "ssh://git@example.com/a", sourceSecret: "git-key", fluxNamespace: "argocd" }
    const [source] = objectsOf(
      (await bundleFor("flux", ["demo-exporter"], {}, options)).files[0]?.content ?? "",
    ) as any[]
    expect(source.spec.secretRef).toEqual({ name: "git-key" })
    expect(source.metadata.namespace).toBe("argocd")
    expect((await dryRun([source])).code).toBe(0)
  })

  test("what Grafana writes as a reference is kept from Flux's own substitution, and nothing else is marked", async () => {
    const { built } = await served("flux", { sourceUrl: "https://a.b/c" }, ([, sync]) => (sync as any).spec.path)
    for (const object of built) {
      const marked = object.metadata.annotations?.["kustomize.toolkit.fluxcd.io/substitute"] === "disabled"
      expect([object.metadata.name, marked]).toEqual([object.metadata.name, JSON.stringify(object).includes("$" + "{")])
    }
    expect(built.some(({ metadata }) => metadata.annotations)).toBe(true)
  })
})

toolSuite("argocd", () => {
  test.each(SOURCES)(
    "%j: the API server takes the Application, and the path leads to the manifests",
    async (source) => {
      const { objects, built } = await served(
        "argocd",
        source,
        ([application]) => (application as any).spec.source.path,
      )
      const dry = await dryRun(objects)
      expect([dry.code, dry.err]).toEqual([0, ""])
      expect(bare(built)).toEqual(await operator())
    },
  )

  test("a cluster is a URL or a name", async () => {
    const made = async (destination: string) => {
      const options = { sourceUrl: "https://a.b/c", destination, argocdProject: "platform" }
      const bundle = await bundleFor("argocd", ["demo-exporter"], {}, options)
      const [application] = objectsOf(bundle.files[0]?.content ?? "") as any[]
      expect((await dryRun([application])).code).toBe(0)
      return [application.spec.destination, application.spec.project]
    }
    expect(await made("prod-eu")).toEqual([{ name: "prod-eu", namespace: "monitoring" }, "platform"])
    expect(await made("https://10.0.0.1:6443")).toEqual([
      { server: "https://10.0.0.1:6443", namespace: "monitoring" },
      "platform",
    ])
  })

  test.each(ENTRIES)("%s: what a workload needs comes before it, what watches it after it", async (id) => {
    const bundle = await bundleFor("argocd", [id])
    const objects = objectsOf(bundle.files.at(-1)?.content ?? "")
    const wave = (kind: string) =>
      objects
        .filter((object) => object.kind === kind)
        .map(({ metadata }) => Number(metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0))
    const workloads = [...wave("Deployment"), ...wave("DaemonSet"), ...wave("StatefulSet")]
    expect(workloads.length).toBe(1)
    for (const before of [...wave("ConfigMap"), ...wave("ServiceAccount")])
      expect(before).toBeLessThan(Number(workloads[0]))
    for (const after of [...wave("PrometheusRule"), ...wave("ServiceMonitor"), ...wave("PodMonitor"), ...wave("Probe")])
      expect(after).toBeGreaterThan(Number(workloads[0]))
  })
})
