import path from "node:path"
import { load } from "js-yaml"
import { expect, test } from "vitest"
import { buildBundle } from "@/lib/bundle/build"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { AWKWARD } from "@/test/support/awkward"
import { hostileEntry } from "@/test/support/hostile-entry"
import { byName, dryRun, ENTRIES, exec, objectsOf, requestFor, toolSuite, written } from "./harness"

async function built(folder: string): Promise<KubeObject[]> {
  const { code, out, err } = await exec("kubectl", ["kustomize", folder])
  expect([code, err]).toEqual([0, ""])
  return byName(objectsOf(out))
}

function withPartOf(objects: readonly KubeObject[], name: string): KubeObject[] {
  const labels = { "app.kubernetes.io/part-of": name }
  return byName(objects).map((object) => ({
    ...object,
    metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...labels } },
  }))
}

toolSuite("kustomize", () => {
  test.each([...ENTRIES.map((id) => [id]), ENTRIES.slice(1)])(
    "%s: the base gives the operator's objects",
    async (...ids) => {
      const request = await requestFor(ids)
      const folder = await written(buildBundle("kustomize", request))
      const objects = await built(path.join(folder, "base"))
      expect(objects).toEqual(withPartOf(buildBundle("operator", request).objects, request.name))
      const { code, err } = await dryRun(objects)
      expect([code, err]).toEqual([0, ""])
    },
  )

  test("the overlay changes the namespace, the registry and the labels, everywhere they stand", async () => {
    const request = await requestFor(["blackbox-exporter"])
    const folder = await written(buildBundle("kustomize", request))
    const objects = await built(path.join(folder, "overlays/example"))
    expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(new Set(["monitoring-staging"]))
    const find = (kind: string) => objects.find((object) => object.kind === kind) as any
    const [container] = find("Deployment").spec.template.spec.containers
    expect(container.image).toBe("registry.example.com/prometheus/blackbox-exporter:v0.28.0")
    expect(find("Probe").spec.prober.url).toBe("blackbox-exporter.monitoring-staging.svc:9115")
    for (const kind of ["ServiceMonitor", "Probe", "PrometheusRule"])
      expect(find(kind).metadata.labels.release, kind).toBe("prometheus")
    expect(find("Service").metadata.labels).not.toHaveProperty("release")
  })

  test("texts of the entry itself", async () => {
    const request = await requestFor(["demo-exporter"])
    const items = request.items.map(({ entry, values }) => ({ entry: hostileEntry(entry), values }))
    const objects = await built(path.join(await written(buildBundle("kustomize", { ...request, items })), "base"))
    expect(objects).toEqual(withPartOf(buildBundle("operator", { ...request, items }).objects, request.name))
  })

  test("awkward values come back as they went in", async () => {
    for (const text of AWKWARD) {
      const request = await requestFor(["demo-exporter"], { note: text })
      const objects = await built(path.join(await written(buildBundle("kustomize", request)), "base"))
      const find = (kind: string) => objects.find((object) => object.kind === kind) as any
      const { env } = find("Deployment").spec.template.spec.containers[0]
      expect(env.find(({ name }: any) => name === "DEMO_NOTE").value.replaceAll("$$(", "$(")).toBe(text)
      expect((load(find("ConfigMap").data["config.yml"]) as any).server.note).toBe(text)
    }
  })
})
