import { expect, test } from "vitest"
import { applyPlan } from "@/lib/cluster/apply"
import { planInstall } from "@/lib/cluster/plan"
import {
  accountClient,
  actions,
  adminClient,
  clusterSuite,
  freshNamespace,
  install,
  kubectl,
  ours,
  put,
  read,
  request,
} from "./harness"
import { sample } from "./sample"

clusterSuite("plan", () => {
  test("of a first install creates everything in order and writes nothing", async () => {
    const { client, requests } = await adminClient()
    const namespace = await freshNamespace(client)
    requests.length = 0
    const plan = await planInstall(client, request(namespace))
    expect(actions(plan)).toEqual([
      "create ServiceAccount/redis",
      "create NetworkPolicy/redis",
      "create ConfigMap/redis-dashboard",
      "create Deployment/redis",
      "create Service/redis",
      "create ServiceMonitor/redis",
      "create PrometheusRule/redis",
    ])
    expect(plan).toMatchObject({ clean: true, changes: true, missingKinds: [], missingRights: [], blockers: [] })
    const writes = requests.filter((line) => !line.startsWith("GET") && !line.includes("dryRun=All"))
    expect(writes).toEqual(["POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews"])
    expect(await ours(client, namespace)).toEqual([])
  })

  test("of an upgrade shows each field, and prunes what is no longer in the bundle", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const plan = await planInstall(
      client,
      request(namespace, { image: "example.test/redis_exporter:2", threshold: 2, dashboard: false }),
    )
    expect(actions(plan).filter((line) => !line.startsWith("unchanged"))).toEqual([
      "update Deployment/redis",
      "update PrometheusRule/redis",
      "prune ConfigMap/redis-dashboard",
    ])
    expect(plan.items.flatMap(({ diff }) => diff)).toEqual([
      {
        path: "spec.template.spec.containers[name=exporter].image",
        before: "example.test/redis_exporter:1",
        after: "example.test/redis_exporter:2",
      },
      { path: "spec.groups[name=redis].rules[alert=RedisDown].expr", before: "redis_up < 1", after: "redis_up < 2" },
    ])
    expect(plan.installed).toMatchObject({ revision: 1 })
  })

  test("names field and manager of a conflict, and shows both values", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const patch = '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"example.test/other:9"}]'
    expect((await kubectl(["-n", namespace, "patch", "deployment", "redis", "--type=json", "-p", patch])).code).toBe(0)
    const plan = await planInstall(client, request(namespace))
    expect(plan.clean).toBe(false)
    const item = plan.items.find(({ action }) => action === "conflict")
    expect(item).toMatchObject({
      ref: { kind: "Deployment" },
      conflicts: [{ field: '.spec.template.spec.containers[name="exporter"].image', manager: "kubectl-patch" }],
      diff: [{ before: "example.test/other:9", after: "example.test/redis_exporter:1" }],
    })
    await expect(applyPlan(client, plan)).rejects.toThrow("not clean")
  })

  test("blocks objects of others and names their owner", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const service = sample().filter(({ kind }) => kind === "Service")
    await kubectl(["-n", namespace, "apply", "-f", "-"], JSON.stringify(service[0]))
    const helm = { "meta.helm.sh/release-name": "my-redis" }
    await kubectl(["-n", namespace, "create", "configmap", "redis-dashboard"])
    await kubectl([
      "-n",
      namespace,
      "annotate",
      "configmap",
      "redis-dashboard",
      `meta.helm.sh/release-name=${helm["meta.helm.sh/release-name"]}`,
    ])
    const plan = await planInstall(client, request(namespace))
    const blocked = plan.items.filter(({ action }) => action === "blocked")
    expect(blocked.map(({ ref, reason }) => `${ref.kind}: ${reason}`)).toEqual([
      "ConfigMap: ConfigMap redis-dashboard exists already and belongs to: Helm release my-redis",
      "Service: Service redis exists already and belongs to: kubectl-client-side-apply",
    ])
    expect(plan.clean).toBe(false)
  })

  test("names the kinds that the cluster does not serve", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const dashboard = {
      apiVersion: "grafana.integreatly.org/v1beta1",
      kind: "GrafanaDashboard",
      metadata: { name: "redis" },
    }
    const old = { apiVersion: "monitoring.coreos.com/v9", kind: "Probe", metadata: { name: "redis" } }
    const plan = await planInstall(client, { ...request(namespace), objects: [...sample(), dashboard, old] })
    expect(plan.clean).toBe(false)
    expect(plan.missingKinds).toMatchObject([
      {
        apiVersion: dashboard.apiVersion,
        kind: "GrafanaDashboard",
        objects: ["redis"],
        hint: expect.stringContaining("Grafana operator"),
      },
      {
        apiVersion: old.apiVersion,
        kind: "Probe",
        objects: ["redis"],
        hint: "The cluster serves it as monitoring.coreos.com/v1",
      },
    ])
  })

  test("needs the namespace, or leave to make it", async () => {
    const { client } = await adminClient()
    const namespace = `absent-${Date.now()}`
    const plan = await planInstall(client, request(namespace))
    expect(plan).toMatchObject({ clean: false, blockers: [{ message: `The namespace ${namespace} does not exist` }] })
    expect(plan.blockers[0]?.hint).toContain("--create-namespace")
    const allowed = await planInstall(client, { ...request(namespace), createNamespace: true })
    expect(allowed).toMatchObject({ clean: true, createsNamespace: true })
    expect(new Set(allowed.items.map(({ action }) => action))).toEqual(new Set(["deferred"]))
  })

  test("of a limited account lists exactly what is missing, as a Role that then suffices", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const all = ["get", "list", "create", "patch", "update", "delete"]
    const granted = [
      { apiGroups: [""], resources: ["serviceaccounts", "configmaps", "secrets"], verbs: all },
      { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list", "create"] },
      { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: all },
      { apiGroups: ["monitoring.coreos.com"], resources: ["servicemonitors", "prometheusrules"], verbs: all },
    ]
    const limited = await accountClient(client, namespace, granted)
    const plan = await planInstall(limited, request(namespace))
    expect(plan.clean).toBe(false)
    expect(plan.roles).toEqual([
      {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "Role",
        metadata: { name: "exporterhub", namespace },
        rules: [
          { apiGroups: [""], resources: ["services"], verbs: ["get", "list", "create", "patch", "delete"] },
          { apiGroups: ["apps"], resources: ["deployments"], verbs: ["patch", "delete"] },
        ],
      },
    ])
    expect(await ours(client, namespace)).toEqual([])

    await accountClient(client, namespace, [...granted, ...((plan.roles[0]?.rules ?? []) as object[])])
    const enough = await planInstall(limited, request(namespace))
    expect(enough).toMatchObject({ clean: true, missingRights: [] })
    expect(await applyPlan(limited, enough)).toMatchObject({ ok: true, state: "new" })
  })

  test("passes on the server's warnings and its refusals", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await put(client, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: namespace, labels: { "pod-security.kubernetes.io/warn": "restricted" } },
    })
    const [account, deployment] = sample()
    const spec = deployment?.spec as { template: { spec: { containers: object[] } } }
    spec.template.spec.containers.push({ name: "root", image: "x", securityContext: { privileged: true } })
    const typo = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "typo" }, dataa: { a: "b" } }
    const objects = [account, deployment, typo].filter((object) => object !== undefined)
    const plan = await planInstall(client, { ...request(namespace), objects })
    expect(plan.items.find(({ ref }) => ref.kind === "Deployment")?.warnings[0]).toContain("would violate PodSecurity")
    expect(plan.items.find(({ ref }) => ref.name === "typo")).toMatchObject({
      action: "blocked",
      reason: expect.stringContaining(".dataa: field not declared in schema"),
    })
  })

  test("hides the values of Secrets, also in kubectl's copy of them", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const secret = (value: string) => ({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "login" },
      data: { password: Buffer.from(value).toString("base64") },
    })
    const wanted = (value: string) => ({ ...request(namespace), digest: value, objects: [secret(value)] })
    await install(client, wanted("first-value"))
    const plan = await planInstall(client, wanted("second-value"))
    expect(plan.items[0]?.diff).toEqual([{ path: "data.password", before: "***", after: "***" }])
    const record = await read(
      client,
      { apiVersion: "v1", kind: "Secret", metadata: { name: "exporterhub-redis" } },
      namespace,
    )
    const { gunzipSync } = await import("node:zlib")
    for (const packed of Object.values(record?.data as Record<string, string>))
      expect(gunzipSync(Buffer.from(packed, "base64")).toString()).not.toContain(
        Buffer.from("first-value").toString("base64"),
      )
  })
})
