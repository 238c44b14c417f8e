import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { mkdtemp, readFile, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, afterEach, beforeEach, expect, test } from "vitest"
import { clusterClient } from "@/lib/adapters/kubernetes"
import { applyPlan } from "@/lib/cluster/apply"
import type { ApplyOptions, ApplyResult, OnEvent } from "@/lib/cluster/apply-event"
import type { ClusterClient } from "@/lib/cluster/client"
import { driftOf } from "@/lib/cluster/drift"
import { planInstall } from "@/lib/cluster/plan"
import { planRollback } from "@/lib/cluster/rollback"
import { installStatus } from "@/lib/cluster/status"
import { uninstall } from "@/lib/cluster/uninstall"
import { type FaultProxy, startFaultProxy } from "./fault-proxy"
import {
  adminClient,
  clusterSuite,
  freshNamespace,
  install,
  kubeconfigFile,
  kubeconfigFor,
  kubectl,
  ours,
  request,
} from "./harness"

/** Fast recovery, so that the whole table takes less than a minute. */
const OPTIONS: ApplyOptions = { timeoutMs: 20_000, patienceMs: 1_000, leaseMs: 1_000, recoverMs: 2_000 }
const NEW = { threshold: 5, dashboard: false, image: "example.test/redis_exporter:2" }

let proxy: FaultProxy
let client: ClusterClient
let namespace: string
const table: string[] = []

/** The old version is installed; `apply` brings the new one through the proxy. */
async function apply(onEvent: OnEvent = () => {}, through?: ClusterClient, options = OPTIONS): Promise<ApplyResult> {
  const broken = through ?? (await clusterClient("test", { kubeconfig: proxy.kubeconfig }))
  const plan = await planInstall(client, request(namespace, NEW))
  proxy.seen.length = 0
  return applyPlan(broken, plan, onEvent, options)
}

/** "old" or "new" when exactly that is there and nothing else, by plans that find nothing to do. */
async function state(): Promise<string> {
  const old = await planInstall(client, request(namespace))
  if (old.clean && !old.changes) return "old"
  const now = await planInstall(client, request(namespace, NEW))
  return now.clean && !now.changes ? "new" : "neither"
}

function note(fault: string, { state: word, message }: ApplyResult, then: string): void {
  table.push(`| ${fault} | ${word} | ${message.slice(0, 150)} | ${then} |`)
}

/** At one of the writes. */
const at = (write: number, fault: ReturnType<FaultProxy["fault"]>) => {
  proxy.fault = (seen) => (seen.write === write ? fault : undefined)
}

beforeEach(async () => {
  proxy ??= await startFaultProxy(kubeconfigFile())
  proxy.fault = () => undefined
  client = (await adminClient()).client
  namespace = await freshNamespace(client)
  expect(await install(client, request(namespace))).toMatchObject({ ok: true })
})
afterEach(() => proxy.up().catch(() => undefined))
afterAll(async () => {
  await proxy?.stop()
  console.info(["| fault | word | message | then |", ...table].join("\n"))
})

clusterSuite("faults while the new version is applied", () => {
  // 1 takes the lock, then come the three objects that differ, the prune and the commit.
  test("500 at a write of an object: the old version is put back", async () => {
    for (const write of [2, 3]) {
      at(write, { status: 500 })
      const result = await apply()
      expect(result).toMatchObject({ ok: false, state: "old", message: expect.stringContaining("injected") })
      expect(await state()).toBe("old")
      note(`500 at write ${write} (an object)`, result, "old")
    }
  })

  test("500 at a write of the record: the record is read, and written again", async () => {
    at(1, { status: 500 })
    const result = await apply()
    expect(result).toMatchObject({ ok: true, state: "new" })
    const writes = proxy.seen.filter(({ write }) => write > 0)
    expect(writes.at(-1)?.path).toContain("/secrets/exporterhub-redis")
    note("500 at write 1 (the lock)", result, await state())
    await install(client, request(namespace))
    at(writes.length - 1, { status: 500 })
    const second = await apply()
    expect(second).toMatchObject({ ok: true, state: "new" })
    expect(await state()).toBe("new")
    note("500 at the last write (the commit)", second, "new")
  })

  test("429 at every write, the answer lost at every write: the new version is there", async () => {
    const tried = new Set<string>()
    const once = (fault: ReturnType<FaultProxy["fault"]>) => {
      tried.clear()
      proxy.fault = ({ write, path: url, method }) => {
        if (write === 0 || tried.has(method + url)) return undefined
        tried.add(method + url)
        return fault
      }
    }
    once({ status: 429, headers: { "retry-after": "1" } })
    const busy = await apply()
    expect(busy).toMatchObject({ ok: true, state: "new" })
    note("429 with Retry-After at every write", busy, await state())
    expect(await install(client, request(namespace))).toMatchObject({ ok: true })
    once({ cut: true })
    const lost = await apply()
    expect(lost).toMatchObject({ ok: true, state: "new" })
    expect(await state()).toBe("new")
    note("answer lost at every write", lost, "new")
  })

  test("an answer lost while a first install creates everything: it is there, and is ours", async () => {
    const fresh = await freshNamespace(client)
    const tried = new Set<string>()
    proxy.fault = ({ write, path: url }) => {
      if (write === 0 || tried.has(url)) return undefined
      tried.add(url)
      return { cut: true }
    }
    const broken = await clusterClient("test", { kubeconfig: proxy.kubeconfig })
    const result = await applyPlan(broken, await planInstall(client, request(fresh)), () => {}, OPTIONS)
    expect(result).toMatchObject({ ok: true, state: "new" })
    expect(await planInstall(client, request(fresh))).toMatchObject({ clean: true, changes: false })
    note("answer lost at every write of a first install", result, "new")
  })

  test("the server is gone for some seconds: the old version is put back when it answers", async () => {
    at(3, {
      before: async () => {
        void proxy.down().then(() => sleep(4_000).then(() => proxy.up()))
        await sleep(100)
      },
      cut: true,
    })
    const result = await apply(() => {}, undefined, { ...OPTIONS, recoverMs: 10_000 })
    expect(["old", "new"]).toContain(result.state)
    expect(await state()).toBe(result.state)
    note("server gone for 4 s at write 3", result, result.state)
  })

  test("the server is gone for good: says so, and both ways lead out of it", async () => {
    for (const way of ["rollback", "same command"]) {
      at(3, { before: () => void proxy.down(), cut: true })
      const result = await apply()
      expect(result).toMatchObject({ ok: false, state: "mixed", hint: expect.stringContaining("rollback") })
      await proxy.up()
      await sleep(1_100)
      expect((await installStatus(client, { name: "redis", namespace })).note).toContain("was interrupted")
      const plan =
        way === "rollback"
          ? await planRollback(client, { name: "redis", namespace })
          : await planInstall(client, request(namespace, NEW))
      expect(await applyPlan(client, plan, () => {}, OPTIONS)).toMatchObject({ ok: true })
      expect(await state()).toBe(way === "rollback" ? "old" : "new")
      note("server gone for good at write 3", result, `${way}: ${way === "rollback" ? "old" : "new"}`)
    }
  })

  test("a paused server (SIGSTOP): patient clients end new, impatient ones old", async () => {
    const pid = apiServerPid()
    for (const [timeoutMs, word] of [
      [30_000, "new"],
      [500, "old"],
    ] as const) {
      at(3, {
        before: () => {
          process.kill(pid, "SIGSTOP")
          setTimeout(() => process.kill(pid, "SIGCONT"), 2_500)
        },
      })
      const through = await clusterClient("test", { kubeconfig: proxy.kubeconfig, timeoutMs })
      const result = await apply(() => {}, through, { ...OPTIONS, recoverMs: 10_000 })
      expect(result.state).toBe(word)
      await sleep(500)
      expect(await state()).toBe(word)
      note(`server paused 2.5 s at write 3, client waits ${timeoutMs} ms`, result, word)
      await install(client, request(namespace))
    }
  })

  test("credentials that end in the middle: says so; afterwards the same command finishes", async () => {
    let ended = false
    proxy.fault = ({ write }) => {
      ended ||= write === 3
      return ended ? { status: 401 } : undefined
    }
    const result = await apply()
    expect(result).toMatchObject({ state: "mixed", message: expect.stringContaining("credentials") })
    await sleep(1_100)
    expect(await install(client, request(namespace, NEW))).toMatchObject({ ok: true })
    expect(await state()).toBe("new")
    note("401 from write 3 on", result, "same command: new")
  })

  test("an expired client certificate writes nothing", async () => {
    const expired = await clusterClient("expired", { kubeconfig: await expiredKubeconfig() })
    await expect(planInstall(expired, request(namespace, NEW))).rejects.toMatchObject({
      code: "unauthorized",
      message: expect.stringContaining("expired on"),
    })
    expect(await state()).toBe("old")
    table.push("| expired client certificate | - | refused before the plan: …expired on… | old |")
  })

  test("an object that is deleted by hand while it becomes ready: the old version is put back", async () => {
    let deleted = false
    const result = await apply((event) => {
      if (event.type !== "done" || event.ref.kind !== "Deployment" || deleted) return
      deleted = true
      execFileSync("kubectl", ["--kubeconfig", kubeconfigFile(), "-n", namespace, "delete", "deployment", "redis"])
    })
    expect(deleted).toBe(true)
    expect(result).toMatchObject({
      ok: false,
      state: "old",
      message: expect.stringContaining("was deleted by someone"),
    })
    expect(await state()).toBe("old")
    note("Deployment deleted by hand while waiting", result, "old")
  })

  test("a field that someone edits between plan and write: the old version, but for their field", async () => {
    const plan = await planInstall(client, request(namespace, NEW))
    const patch = JSON.stringify({
      spec: { template: { spec: { containers: [{ name: "exporter", image: "hand:1" }] } } },
    })
    await kubectl(["-n", namespace, "patch", "deployment", "redis", "--type=strategic", "-p", patch])
    const result = await applyPlan(client, plan, () => {}, OPTIONS)
    expect(result).toMatchObject({
      ok: false,
      state: "old",
      message: expect.stringContaining("but for what someone else"),
    })
    const { items } = await driftOf(client, { name: "redis", namespace })
    expect(items.filter((item) => item.state !== "same").map(({ ref, changes }) => [ref.kind, changes.length])).toEqual(
      [["Deployment", 1]],
    )
    note("a field edited by hand between plan and apply", result, "old, but for that field, which drift names")
  })

  test("an object that someone makes between plan and write is not taken, nor removed", async () => {
    const fresh = await freshNamespace(client)
    const plan = await planInstall(client, request(fresh))
    // With the very values of the plan, so that no field conflicts.
    const service = request(fresh).objects.find(({ kind }) => kind === "Service")
    await kubectl(["-n", fresh, "apply", "--server-side", "-f", "-"], JSON.stringify(service))
    const result = await applyPlan(client, plan, () => {}, OPTIONS)
    expect(result).toMatchObject({ state: "none", message: expect.stringContaining("was made since the plan") })
    expect(await ours(client, fresh)).toEqual([])
    expect((await kubectl(["-n", fresh, "get", "service", "redis"])).code).toBe(0)
    note("an object made by hand between plan and apply", result, "nothing; theirs is untouched")
  })

  test("a container that crashes: its last log line is told, without the password in it", async () => {
    const body = "level=info msg=start\ncannot reach redis://user:hunter2@db:6379, password=hunter2"
    proxy.fault = ({ path: url }) => (url.includes("/log?") ? { status: 200, body } : undefined)
    const through = await clusterClient("test", { kubeconfig: proxy.kubeconfig })
    const plan = await planInstall(client, request(namespace, { image: "example.test/crashes:2" }))
    const result = await applyPlan(through, plan, () => {}, OPTIONS)
    expect(result).toMatchObject({ ok: false, state: "old", message: expect.stringContaining("CrashLoopBackOff") })
    expect(result.message).toContain("last line of its log: cannot reach redis://user:***@db:6379, password=***")
    expect(result.message).not.toContain("hunter2")
    note("the new version crashes", result, await state())
  })

  test("the lock ends by itself, and until then says who has it; uninstall minds it too", async () => {
    const plan = await planInstall(client, request(namespace, NEW))
    // A hub that takes the lock and is never heard of again.
    const dead: ClusterClient = { ...client, apply: () => new Promise(() => {}) }
    void applyPlan(dead, plan, () => {}, { ...OPTIONS, leaseMs: 3_000 })
    const holder = async () => (await planInstall(client, request(namespace, NEW))).blockers[0]?.message
    await expect.poll(holder).toBe("Someone else is applying redis at this moment (install)")
    await expect(uninstall(client, { name: "redis", namespace })).rejects.toMatchObject({ code: "conflict" })
    await sleep(3_000)
    expect(await install(client, request(namespace, NEW))).toMatchObject({ ok: true, state: "new" })
    table.push("| a hub that holds the lock dies | - | Someone else is applying… until the lease ends | new |")
  })
})

/** The API server of this run: the process that was started with the folder of our kubeconfig. */
function apiServerPid(): number {
  const folder = path.dirname(kubeconfigFile())
  const pid = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .find((name) => {
      try {
        const [command = "", ...args] = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0")
        return command.endsWith("/kube-apiserver") && args.includes(`--cert-dir=${folder}`)
      } catch {
        return false // it ended meanwhile
      }
    })
  if (!pid) throw new Error("no API server of ours runs")
  return Number(pid)
}

/** With a certificate of the year 2020, signed by itself and made here. */
async function expiredKubeconfig(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "exporterhub-expired-"))
  const at = (name: string) => path.join(folder, name)
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" })
  const ca = `database=${at("db")}\nnew_certs_dir=${folder}\nserial=${at("serial")}\ndefault_md=sha256\npolicy=any`
  await writeFile(at("ca.cnf"), `[ca]\ndefault_ca=own\n[own]\n${ca}\n[any]\ncommonName=supplied\n`)
  await writeFile(at("db"), "")
  await writeFile(at("serial"), "01")
  openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=admin", "-keyout", "key.pem", "-out", "req.pem")
  const dates = ["-startdate", "20200101000000Z", "-enddate", "20200102000000Z"]
  openssl(
    ...["ca", "-batch", "-selfsign", "-config", "ca.cnf", "-keyfile", "key.pem"],
    ...dates,
    ...["-in", "req.pem", "-out", "cert.pem"],
  )
  const data = async (name: string) => (await readFile(at(name))).toString("base64")
  return kubeconfigFor("expired", {
    "client-certificate-data": await data("cert.pem"),
    "client-key-data": await data("key.pem"),
  })
}
