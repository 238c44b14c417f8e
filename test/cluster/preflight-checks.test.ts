import { afterEach, describe, expect, test } from "vitest"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { applyPlan } from "@/lib/cluster/apply"
import type { ClusterClient } from "@/lib/cluster/client"
import { type Plan, planInstall, planReport } from "@/lib/cluster/plan"
import { uninstall } from "@/lib/cluster/uninstall"
import { HubError } from "@/lib/error"
import { main } from "@/scripts/exporterhub"
import {
  accountClient,
  adminClient,
  clusterSuite,
  freshNamespace,
  kubeconfigFile,
  kubectl,
  put,
  QUICK,
} from "./harness"
import {
  discovery,
  ENTRIES,
  fixes,
  grafana,
  items,
  operatorDeployment,
  prometheus,
  selecting,
  takeAway,
  wanted,
} from "./preflight-world"

let made: KubeObject[] = []

afterEach(async () => {
  await takeAway((await adminClient()).client, made)
  made = []
})

async function make(client: ClusterClient, ...objects: readonly KubeObject[]): Promise<void> {
  made.push(...objects)
  for (const object of objects) await put(client, object)
}

const namespaceWith = (name: string, labels: Record<string, string>) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels },
})

clusterSuite("a cluster without the Prometheus operator's definitions", () => {
  test("offers another target first, where the cluster serves one", async () => {
    const { client } = await adminClient()
    const vm = { group: "operator.victoriametrics.com", version: "v1beta1", namespaced: true }
    const kinds = [
      ...(await client.kinds()).filter(({ group }) => group !== "monitoring.coreos.com"),
      { ...vm, kind: "VMServiceScrape", plural: "vmservicescrapes" },
    ]
    const plan = await planInstall(
      { ...client, kinds: async () => kinds },
      await wanted(client, "redis-exporter", "default"),
    )
    expect(fixes(plan, "kinds").filter((copy) => copy.startsWith("--"))).toEqual([
      "--target victoriametrics",
      "--skip-kind ServiceMonitor",
      "--target victoriametrics",
      "--skip-kind PrometheusRule",
    ])
  })
})

clusterSuite("a user with rights in one namespace only", () => {
  test("is told what is not known, never that all is well, and can install", async () => {
    const { client: admin } = await adminClient()
    const [home, namespace] = [await freshNamespace(admin), await freshNamespace(admin)]
    await make(admin, prometheus(home, "k8s", selecting({}, {})), operatorDeployment(home, []), ...discovery(home))
    const all = ["get", "list", "create", "patch", "delete", "update"]
    const limited = await accountClient(admin, namespace, [
      { apiGroups: ["", "apps", "networking.k8s.io", "monitoring.coreos.com"], resources: ["*"], verbs: all },
    ])
    for (const id of ENTRIES) {
      const plan = await planInstall(limited, await wanted(admin, id, namespace))
      for (const check of ["scrape", "rules", "dashboards"])
        expect(items(plan, check), `${id} ${check}`).toEqual(
          items(plan, check).map(() =>
            expect.stringMatching(/^unknown .*needs list [a-z]+\.(monitoring\.coreos\.com|apps)/),
          ),
        )
      expect(
        plan.preflight.readers.map(({ state }) => state),
        id,
      ).not.toContain("selected")
      expect(items(plan, "discovery-rights"), id).toEqual([])
      expect(plan.clean, id).toBe(true)
      expect(await applyPlan(limited, plan, () => {}, { wait: false }), id).toMatchObject({ ok: true })
    }
  })

  test("can ask for exactly the role that makes it known", async () => {
    const { client: admin } = await adminClient()
    const [home, namespace] = [await freshNamespace(admin), await freshNamespace(admin)]
    await make(admin, prometheus(home, "k8s", selecting({}, {})), operatorDeployment(home, []), ...discovery(home))
    const limited = await accountClient(admin, namespace, [
      { apiGroups: ["", "apps", "networking.k8s.io", "monitoring.coreos.com"], resources: ["*"], verbs: ["*"] },
    ])
    const request = await wanted(admin, "redis-exporter", namespace)
    const [role = ""] = fixes(await planInstall(limited, request), "rights")
    expect(await kubectl(["apply", "-f", "-"], role)).toMatchObject({ code: 0 })
    const account = `--serviceaccount=${namespace}:limited`
    await kubectl(["create", "clusterrolebinding", "preflight", "--clusterrole=exporterhub-preflight", account])
    const plan = await planInstall(limited, request)
    await kubectl(["delete", "clusterrolebinding,clusterrole", "preflight", "exporterhub-preflight"])
    expect(items(plan, "rights")).toEqual([expect.stringMatching(/^ok /)])
    expect(items(plan, "scrape")).toEqual([`ok ServiceMonitor redis-exporter is read by Prometheus ${home}/k8s`])
  })

  test("learns of a server in its own namespace, but not whether an operator looks after it", async () => {
    const { client: admin } = await adminClient()
    const namespace = await freshNamespace(admin)
    await make(admin, prometheus(namespace, "own", selecting({}, null)), operatorDeployment(namespace, []))
    const limited = await accountClient(admin, namespace, [
      { apiGroups: ["", "apps", "networking.k8s.io", "monitoring.coreos.com"], resources: ["*"], verbs: ["*"] },
    ])
    const plan = await planInstall(limited, await wanted(admin, "redis-exporter", namespace))
    expect(items(plan, "scrape")).toEqual([
      `unknown ServiceMonitor redis-exporter meets the selectors of Prometheus ${namespace}/own, but: which namespaces the Prometheus operator looks at is not known: needs list deployments.apps`,
    ])
    expect(items(plan, "discovery-rights")).toEqual([
      expect.stringContaining("needs create subjectaccessreviews.authorization.k8s.io"),
    ])
    expect(plan.preflight.readers[0]).toMatchObject({ state: "unknown", by: [`${namespace}/own`] })
  })
})

clusterSuite("pod security", () => {
  describe.each(["restricted", "baseline", "privileged"])("a namespace that enforces %s", (level) => {
    test("lets in exactly the pods that the pre-flight said, for every entry", async () => {
      const { client } = await adminClient()
      const namespace = await freshNamespace(client)
      await put(client, namespaceWith(namespace, { "pod-security.kubernetes.io/enforce": level }))
      for (const id of ENTRIES) {
        const request = await wanted(client, id, namespace)
        const plan = await planInstall(client, request)
        const predicted = items(plan, "pod-security").every((line) => line.startsWith("ok"))
        expect(predicted, id).toBe(id !== "node-exporter" || level === "privileged")
        const withoutPods = await planInstall(noPods(client), request)
        expect(items(withoutPods, "pod-security")[0]?.startsWith("ok"), `${id}, judged without asking`).toBe(predicted)
        const result = await applyPlan(client, plan, () => {}, QUICK)
        expect(result.ok, `${id}: ${result.message}`).toBe(predicted)
        if (predicted) await uninstall(client, request)
        else
          expect(fixes(plan, "pod-security")[0]).toContain(
            `namespace ${namespace} pod-security.kubernetes.io/enforce=privileged`,
          )
      }
    })
  })

  test("passes on the warnings of the API server", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await put(client, namespaceWith(namespace, { "pod-security.kubernetes.io/warn": "baseline" }))
    const plan = await planInstall(client, await wanted(client, "node-exporter", namespace))
    expect(items(plan, "pod-security")).toEqual([
      expect.stringContaining("ok The pod of DaemonSet node-exporter is accepted"),
      expect.stringMatching(/^warning .*the API server warns: would violate PodSecurity/),
    ])
  })
})

/** A client that may not try pods. */
function noPods(client: ClusterClient): ClusterClient {
  return {
    ...client,
    apply: (type, object, options) =>
      type.kind === "Pod"
        ? Promise.reject(new HubError("forbidden", "Not allowed to patch pods"))
        : client.apply(type, object, options),
  }
}

clusterSuite("objects that a GitOps tool owns", () => {
  test.each([
    ["Argo CD", "argocd", { annotations: { "argocd.argoproj.io/tracking-id": "shop:apps/Deployment:x/y" } }, "kubectl"],
    ["Flux", "flux", { labels: { "kustomize.toolkit.fluxcd.io/name": "apps" } }, "kubectl"],
    ["Argo CD", "argocd", {}, "argocd-controller"],
    ["Flux", "flux", {}, "kustomize-controller"],
  ])(
    "of %s are a problem for every entry, with the target %s (%j, manager %s)",
    async (tool, target, marks, manager) => {
      const { client } = await adminClient()
      const namespace = await freshNamespace(client)
      for (const id of ENTRIES) {
        const request = await wanted(client, id, namespace)
        const rule = request.objects.find(({ kind }) => kind === "PrometheusRule")
        const metadata = { ...rule?.metadata, ...marks }
        const put = ["apply", "--server-side", `--field-manager=${manager}`, "-f", "-"]
        expect(await kubectl(put, JSON.stringify({ ...rule, metadata }))).toMatchObject({ code: 0 })
        const plan = await planInstall(client, request)
        expect(items(plan, "ownership"), id).toEqual([
          expect.stringContaining(`error PrometheusRule ${id} belongs to ${tool}`),
        ])
        expect(fixes(plan, "ownership")).toEqual([`npx exporterhub bundle ${id} --target ${target}`])
        expect(plan.clean).toBe(false)
        await expect(applyPlan(client, plan)).rejects.toThrow("not clean")
      }
    },
  )
})

clusterSuite("Secrets", () => {
  test("that are missing, lack the key or may not be read are told apart, and their values never appear", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const request = await wanted(client, "postgres-exporter", namespace, { secrets: false })
    const missing = await planInstall(client, request)
    expect(items(missing, "secrets")).toEqual([expect.stringMatching(/^error The Secret postgres-exporter is missing/)])
    expect(fixes(missing, "secrets")).toEqual([
      `kubectl -n ${namespace} create secret generic postgres-exporter --from-file=password=/dev/stdin`,
    ])
    expect(await applyPlan(client, missing, () => {}, QUICK)).toMatchObject({ ok: false, state: "none" })

    const value = Buffer.from("hunter2-hunter2").toString("base64")
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "postgres-exporter", namespace } }
    await put(client, { ...secret, data: { other: value } })
    const wrongKey = await planInstall(client, request)
    expect(items(wrongKey, "secrets")).toEqual(["error The Secret postgres-exporter has no key password; it has other"])
    expect(await applyPlan(client, wrongKey, () => {}, QUICK)).toMatchObject({ ok: false, state: "none" })

    await put(client, { ...secret, data: { password: value } })
    const fine = await planInstall(client, request)
    expect(items(fine, "secrets")).toEqual(["ok The Secret postgres-exporter has password"])
    for (const plan of [wrongKey, fine]) {
      expect(JSON.stringify(planReport(plan))).not.toContain(value)
      expect(JSON.stringify(planReport(plan))).not.toContain("hunter2")
    }
    expect(await applyPlan(client, fine, () => {}, QUICK)).toMatchObject({ ok: true })

    const limited = await accountClient(client, namespace, [
      { apiGroups: ["apps", "networking.k8s.io", "monitoring.coreos.com"], resources: ["*"], verbs: ["*"] },
    ])
    expect(items(await planInstall(limited, request), "secrets")).toEqual([
      `unknown Whether the Secret postgres-exporter has password is unknown: needs get secrets in ${namespace}`,
    ])
  })
})

clusterSuite("the way of a scrape", () => {
  test("the server's account must be able to find targets", async () => {
    const { client } = await adminClient()
    const [home, namespace] = [await freshNamespace(client), await freshNamespace(client)]
    const [account, ...grants] = discovery(home)
    await make(client, prometheus(home, "k8s", selecting({}, {})), operatorDeployment(home, []))
    if (account) await make(client, account)
    const request = await wanted(client, "redis-exporter", namespace)
    const before = await planInstall(client, request)
    expect(items(before, "discovery-rights")).toEqual([
      `error ServiceAccount ${home}/prometheus of Prometheus ${home}/k8s may not list pods, services, endpoints in ${namespace}, so it finds no target there`,
    ])
    const manifest = fixes(before, "discovery-rights")[0] ?? ""
    expect(await kubectl(["apply", "-f", "-"], manifest)).toMatchObject({ code: 0 })
    const may = `--as=system:serviceaccount:${home}:prometheus`
    expect((await kubectl(["auth", "can-i", "list", "endpoints", "-n", namespace, may])).out.trim()).toBe("yes")
    expect(items(await planInstall(client, request), "discovery-rights")).toEqual([
      `ok ServiceAccount ${home}/prometheus of Prometheus ${home}/k8s may find targets in ${namespace}`,
    ])
    expect(grants).toHaveLength(2)
  })

  test("policies of others that shut pods in are found", async () => {
    const { client } = await adminClient()
    const [home, namespace] = [await freshNamespace(client), await freshNamespace(client)]
    await make(client, prometheus(home, "k8s", selecting({}, {})), operatorDeployment(home, []), ...discovery(home))
    const deny = (place: string, policyTypes: string[]) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "deny", namespace: place },
      spec: { podSelector: {}, policyTypes },
    })
    const request = await wanted(client, "redis-exporter", namespace)
    const lets = `ok NetworkPolicy redis-exporter lets Prometheus ${home}/k8s to the pods of redis-exporter`
    expect(items(await planInstall(client, request), "network")).toEqual([lets])
    await make(client, deny(namespace, ["Ingress", "Egress"]), deny(home, ["Egress"]))
    expect(items(await planInstall(client, request), "network")).toEqual([
      expect.stringContaining("ok NetworkPolicy redis-exporter, deny lets"),
      expect.stringContaining("warning NetworkPolicy deny limits where the pods of redis-exporter may connect to"),
      expect.stringContaining(
        `warning NetworkPolicy deny in ${home} limits where Prometheus ${home}/k8s may connect to`,
      ),
    ])
    const bare = { ...request, objects: request.objects.filter(({ kind }) => kind !== "NetworkPolicy") }
    expect(items(await planInstall(client, bare), "network")[0]).toContain("warning NetworkPolicy deny does not let")
  })

  test("without any server the reader is unknown; a Grafana with other settings is met", async () => {
    const { client } = await adminClient()
    const [home, namespace] = [await freshNamespace(client), await freshNamespace(client)]
    const request = await wanted(client, "redis-exporter", namespace)
    const plan = await planInstall(client, request)
    expect(items(plan, "scrape")).toEqual([
      expect.stringMatching(/^unknown Unknown reader of ServiceMonitor redis-exporter/),
    ])
    expect(items(plan, "dashboards")).toEqual([expect.stringMatching(/^warning Nobody reads/)])
    expect(items(plan, "images")).toEqual([expect.stringMatching(/^unknown The nodes pull .*whose tag may move/)])

    await make(
      client,
      grafana(home, {
        LABEL: "grafana_dashboard",
        LABEL_VALUE: "true",
        NAMESPACE: `x,${namespace}`,
        FOLDER_ANNOTATION: "folder",
      }),
    )
    const fitted = await planInstall(client, request)
    expect(items(fitted, "dashboards")).toEqual([
      expect.stringMatching(
        new RegExp(
          `^ok The dashboard .* is read by the sidecar of ${home}/grafana by grafana_dashboard=true; the annotation folder`,
        ),
      ),
    ])
    const map = fitted.steps.find(({ object }) => object.metadata.labels?.grafana_dashboard !== undefined)?.object
    expect(map?.metadata.labels?.grafana_dashboard).toBe("true")
  })
})

clusterSuite("the command line", () => {
  test("stops at a problem, asks which server is meant, and takes the answer", async () => {
    const { client } = await adminClient()
    const [home, namespace] = [await freshNamespace(client), await freshNamespace(client)]
    const servers = ["a", "b"].map((name) => prometheus(home, name, selecting({ matchLabels: { release: name } }, {})))
    await make(client, ...servers, operatorDeployment(home, []), ...discovery(home))
    const at = ["nginx-exporter", "--examples", "--namespace", namespace, "--context", "test"]
    const plan = await cli(["plan", ...at])
    expect(plan.code).toBe(1)
    expect(plan.out).toContain(
      `error   ServiceMonitor nginx-exporter could be read by ${home}/a (release=a) or ${home}/b (release=b): say which`,
    )
    expect(plan.out).toContain(`--for-prometheus ${home}/b`)
    expect(await cli(["install", ...at, "--yes"])).toMatchObject({ code: 1 })
    const chosen = await cli(["plan", ...at, "--for-prometheus", `${home}/b`, "--json"])
    expect(chosen.code).toBe(0)
    const { preflight } = JSON.parse(chosen.out) as { preflight: Plan["preflight"] }
    expect(preflight.added).toContainEqual({ object: "ServiceMonitor nginx-exporter", labels: { release: "b" } })
    const nowhere = await cli(["plan", ...at, "--for-prometheus", "nowhere/x"])
    expect(nowhere).toMatchObject({ code: 1, out: expect.stringContaining("There is no Prometheus, PrometheusAgent") })
    expect(nowhere.out).toContain(`--for-prometheus ${home}/a`)
    expect(await cli(["plan", ...at, "--skip-kind", "Probe"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--skip-kind Probe: the bundle has none"),
    })
    expect((await cli(["plan", ...at, "--ignore-preflight"])).code).toBe(0)
  })
})

async function cli(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await main([...args, "--kubeconfig", kubeconfigFile()], {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    color: false,
    interactive: false,
    confirm: async () => false,
  })
  return { code, out: out.join("\n"), err: err.join("\n") }
}
