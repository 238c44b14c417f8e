import { expect, test } from "vitest"
import { clusterClient } from "@/lib/adapters/kubernetes"
import { installId, parentName } from "@/lib/cluster/apply-set"
import { planInstall } from "@/lib/cluster/plan"
import { adminClient, clusterSuite, freshNamespace, install, kubeconfigFile, kubectl, request } from "./harness"
import { sample } from "./sample"

const YAML = (objects: readonly object[]) => objects.map((object) => JSON.stringify(object)).join("\n---\n")
const APPLYSET = { KUBECTL_APPLYSET: "true" }

// What kubectl does with the same objects on the same server is what people expect of us.
clusterSuite("kubectl as an oracle", () => {
  test("accepts the objects that we apply, in a server-side dry run", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const dry = ["-n", namespace, "apply", "--server-side", "--dry-run=server", "-f", "-"]
    const { code, out, err } = await kubectl(dry, YAML(sample()))
    expect(err).toBe("")
    expect(code).toBe(0)
    expect(out.trim().split("\n")).toHaveLength(7)
  })

  test("computes the same id for a set", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const set = `secrets/${parentName("by-kubectl")}`
    const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace } }
    const made = await kubectl(
      ["-n", namespace, "apply", "--prune", `--applyset=${set}`, "-f", "-"],
      YAML([map]),
      APPLYSET,
    )
    expect(made.code).toBe(0)
    const { out } = await kubectl(["-n", namespace, "get", set, "-o", "jsonpath={.metadata.labels}"])
    expect(JSON.parse(out)["applyset.kubernetes.io/id"]).toBe(installId({ name: "by-kubectl", namespace }))
    // And a set of kubectl's is none of ours.
    await expect(planInstall(client, { ...request(namespace), name: "by-kubectl" })).rejects.toMatchObject({
      code: "conflict",
    })
  })

  test("sees every object of an install, and refuses to prune our set", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const kinds = "sa,cm,netpol,deploy,svc,servicemonitors,prometheusrules"
    const selector = `applyset.kubernetes.io/part-of=${installId({ name: "redis", namespace })}`
    const { out } = await kubectl(["-n", namespace, "get", kinds, "-l", selector, "-o", "name"])
    expect(out.trim().split("\n")).toHaveLength(7)
    const prune = ["-n", namespace, "apply", "--prune", `--applyset=secrets/${parentName("redis")}`, "-f", "-"]
    const refused = await kubectl(prune, YAML(sample()), APPLYSET)
    expect(refused.code).not.toBe(0)
    expect(refused.err).toContain('managed by tooling "exporterhub" instead of "kubectl"')
  })

  test("needs more requests for the same: diff, apply, wait", async () => {
    const { client, requests } = await adminClient()
    const namespace = await freshNamespace(client)
    requests.length = 0
    const started = performance.now()
    await install(client, request(namespace))
    const ourMs = performance.now() - started
    const other = await freshNamespace(client)
    const theirStart = performance.now()
    const steps = [
      await kubectl(["-n", other, "diff", "--server-side", "-v=6", "-f", "-"], YAML(sample())),
      await kubectl(["-n", other, "apply", "--server-side", "-v=6", "-f", "-"], YAML(sample())),
      await kubectl(["-n", other, "rollout", "status", "deployment/redis", "-v=6"]),
    ]
    const theirMs = performance.now() - theirStart
    const sent = steps.flatMap(({ err }) =>
      err.split("\n").filter((line) => / (GET|PATCH|POST) https?:|"Response"/.test(line)),
    )
    console.info(
      `7 objects: ${requests.length} requests in ${ourMs.toFixed(0)} ms; kubectl ${sent.length} in ${theirMs.toFixed(0)} ms`,
    )
    expect(requests.length).toBeLessThanOrEqual(sent.length)
  })
})

// Measured once in a study of server-side apply; a new API server that behaves differently shows here.
clusterSuite("traps of server-side apply", () => {
  const deployment = () =>
    structuredClone(sample().find(({ kind }) => kind === "Deployment")) as unknown as {
      spec: { template: { spec: { containers: { ports: { protocol?: string }[]; livenesProbe?: object }[] } } }
    }

  test("a field that does not exist is refused, not dropped", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const typo = deployment()
    const [container] = typo.spec.template.spec.containers
    if (container) container.livenesProbe = { httpGet: { port: 1 } }
    const plan = await planInstall(client, { ...request(namespace), objects: [typo as never] })
    expect(plan.items[0]).toMatchObject({ action: "blocked", reason: expect.stringContaining("livenesProbe") })
  })

  test("NetworkPolicy keeps `from` on the wire and in the cluster", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const { out } = await kubectl(["-n", namespace, "get", "netpol", "redis", "-o", "jsonpath={.spec.ingress[0].from}"])
    expect(JSON.parse(out)).toEqual([{ namespaceSelector: {} }])
  })

  test("a monitor's endpoints are one unit, a rule's groups merge by name", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const group = { name: "theirs", rules: [{ record: "a:b", expr: "1" }] }
    const rule = {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "redis", namespace },
      spec: { groups: [group] },
    }
    expect((await kubectl(["apply", "--server-side", "-f", "-"], JSON.stringify(rule))).code).toBe(0)
    const monitor = { ...rule, kind: "ServiceMonitor", spec: { selector: {}, endpoints: [{ port: "other" }] } }
    expect((await kubectl(["apply", "--server-side", "-f", "-"], JSON.stringify(monitor))).err).toContain(
      ".spec.endpoints",
    )
    expect(await planInstall(client, request(namespace))).toMatchObject({ clean: true, changes: false })
  })

  test("names with capitals reach the server as they are", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const role = {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata: { name: "Exporter-Reader" },
      rules: [],
    }
    expect(await install(client, { ...request(namespace), objects: [role] })).toMatchObject({ ok: true })
    expect((await kubectl(["-n", namespace, "get", "role", "Exporter-Reader"])).code).toBe(0)
  })

  test("a user without any right is shown all that is needed", async () => {
    const client = await clusterClient("nobody", { kubeconfig: kubeconfigFile() })
    const plan = await planInstall(client, request("default"))
    expect(plan.clean).toBe(false)
    expect(plan.items[0]).toMatchObject({
      action: "blocked",
      reason: "Not allowed to patch serviceaccounts redis in namespace default",
    })
    expect(plan.roles).toHaveLength(1)
    expect(plan.roles[0]?.rules).toContainEqual({
      apiGroups: [""],
      resources: ["secrets"],
      verbs: ["get", "create", "update", "delete"],
    })
  })
})
