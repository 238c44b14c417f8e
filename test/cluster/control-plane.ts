import { type ChildProcess, execFile, spawn } from "node:child_process"
import { generateKeyPairSync, randomBytes } from "node:crypto"
import { existsSync, readdirSync } from "node:fs"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import { homedir, tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { promisify } from "node:util"
import { parseAllDocuments } from "yaml"
import { clusterClient } from "@/lib/adapters/kubernetes"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { kindsOf, typeOf } from "@/lib/cluster/kinds"
import { parallel } from "@/lib/cluster/parallel"

/** A real API server of our own, on loopback. */
export interface ControlPlane {
  /** With the contexts `test` (everything allowed) and `nobody` (nothing allowed). */
  kubeconfig: string
  folder: string
  stop(): Promise<void>
}

const BINARIES = ["etcd", "kube-apiserver", "kube-controller-manager"]
const CONTROLLERS = [
  "deployment-controller",
  "replicaset-controller",
  "daemonset-controller",
  "statefulset-controller",
  "endpoints-controller",
  "endpointslice-controller",
  "namespace-controller",
  "garbage-collector-controller",
  "serviceaccount-controller",
  "root-ca-certificate-publisher-controller",
]

/** The folder with the binaries: KUBEBUILDER_ASSETS, else the cache, else built now. Throws when they cannot be had. */
async function assets(): Promise<string> {
  const given = process.env.KUBEBUILDER_ASSETS
  if (given && BINARIES.every((name) => existsSync(path.join(given, name)))) return given
  const script = path.join(import.meta.dirname, "build-control-plane.sh")
  const { stdout } = await promisify(execFile)("bash", [script], { timeout: 40 * 60_000 })
  return stdout.trim()
}

/** Starts etcd, kube-apiserver and kube-controller-manager, and installs the CRDs of prometheus-operator unless told not to. */
export async function startControlPlane({ crds = true }: { crds?: boolean } = {}): Promise<ControlPlane> {
  const bin = await assets()
  const folder = await mkdtemp(path.join(tmpdir(), "exporterhub-cluster-"))
  const children: ChildProcess[] = []
  const stop = async () => {
    for (const child of children.reverse()) await end(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const [etcdPort, peerPort, apiPort] = await freePorts(3)
    const files = await writeFiles(folder, Number(apiPort))
    const etcd = `http://127.0.0.1:${etcdPort}`
    children.push(run(folder, path.join(bin, "etcd"), etcdFlags(folder, etcd, `http://127.0.0.1:${peerPort}`)))
    children.push(run(folder, path.join(bin, "kube-apiserver"), apiFlags(folder, etcd, Number(apiPort))))
    await until("the API server", children, () => healthy(files.kubeconfig, folder))
    await writeKubeconfig(files, Number(apiPort), folder)
    children.push(run(folder, path.join(bin, "kube-controller-manager"), controllerFlags(folder, files.kubeconfig)))
    if (crds) await installCrds(files.kubeconfig, bin)
    return { kubeconfig: files.kubeconfig, folder, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Files {
  kubeconfig: string
  admin: string
  nobody: string
}

async function writeFiles(folder: string, apiPort: number): Promise<Files> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  })
  const [admin, nobody] = [randomBytes(16).toString("hex"), randomBytes(16).toString("hex")]
  await Promise.all([
    writeFile(path.join(folder, "accounts.key"), privateKey, { mode: 0o600 }),
    writeFile(path.join(folder, "accounts.pub"), publicKey),
    writeFile(path.join(folder, "tokens.csv"), `${admin},admin,admin,system:masters\n${nobody},nobody,nobody\n`, {
      mode: 0o600,
    }),
  ])
  const files = { kubeconfig: path.join(folder, "kubeconfig"), admin, nobody }
  await writeKubeconfig(files, apiPort, folder)
  return files
}

/** The server makes its own certificate at its start; before it is there, this writes a kubeconfig that only waits. */
async function writeKubeconfig({ kubeconfig, admin, nobody }: Files, apiPort: number, folder: string): Promise<void> {
  const ca = await readFile(path.join(folder, "apiserver.crt")).catch(() => undefined)
  const trust = ca ? { "certificate-authority-data": ca.toString("base64") } : { "insecure-skip-tls-verify": true }
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server: `https://127.0.0.1:${apiPort}`, ...trust } }],
    users: [
      { name: "admin", user: { token: admin } },
      { name: "nobody", user: { token: nobody } },
    ],
    contexts: [
      { name: "test", context: { cluster: "test", user: "admin" } },
      { name: "nobody", context: { cluster: "test", user: "nobody" } },
    ],
    "current-context": "test",
  }
  await writeFile(kubeconfig, JSON.stringify(config, null, 2), { mode: 0o600 })
}

function etcdFlags(folder: string, url: string, peer: string): string[] {
  return [
    `--data-dir=${folder}/etcd`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    "--unsafe-no-fsync", // the data live as long as the test
    "--log-level=error",
  ]
}

function apiFlags(folder: string, etcd: string, port: number): string[] {
  return [
    `--etcd-servers=${etcd}`,
    "--bind-address=127.0.0.1",
    "--advertise-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${folder}`,
    `--token-auth-file=${folder}/tokens.csv`,
    "--authorization-mode=RBAC",
    "--anonymous-auth=false",
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${folder}/accounts.pub`,
    `--service-account-signing-key-file=${folder}/accounts.key`,
    "--service-cluster-ip-range=10.96.0.0/16",
    "--allow-privileged=true",
    "--endpoint-reconciler-type=none", // a loopback address may not be an endpoint
    "--enable-priority-and-fairness=false",
    "--v=0",
  ]
}

function controllerFlags(folder: string, kubeconfig: string): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    `--service-account-private-key-file=${folder}/accounts.key`,
    `--root-ca-file=${folder}/apiserver.crt`,
    `--cert-dir=${folder}/controllers`,
    "--bind-address=127.0.0.1",
    "--secure-port=0",
    "--leader-elect=false",
    `--controllers=${CONTROLLERS.join(",")}`,
    "--v=0",
  ]
}

// Ends what it started when it is told to, and also when the process that started it is gone without a word.
const GUARD = `parent=$1 log=$2; shift 2
"$@" >>"$log" 2>&1 & child=$!
trap 'kill $child' TERM
while kill -0 $child 2>/dev/null && kill -0 $parent 2>/dev/null; do sleep 1 & wait $!; done
kill $child 2>/dev/null
wait $child`

function run(folder: string, command: string, flags: readonly string[]): ChildProcess {
  const log = path.join(folder, `${path.basename(command)}.log`)
  return spawn("sh", ["-c", GUARD, "guard", String(process.pid), log, command, ...flags], {
    stdio: "ignore",
    detached: true,
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  child.kill("SIGTERM")
  const late = sleep(5_000, "late", { ref: false })
  if ((await Promise.race([gone, late])) === "late") child.kill("SIGKILL")
  await gone
}

async function healthy(kubeconfig: string, folder: string): Promise<boolean> {
  if (!existsSync(path.join(folder, "apiserver.crt"))) return false
  const client = await clusterClient("test", { kubeconfig, timeoutMs: 2_000 })
  const kinds = await kindsOf(client)
  // RBAC's own roles are made a moment after the server answers.
  const role = typeOf(kinds, { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole" })
  return (
    (await client.get(role, "cluster-admin")) !== undefined &&
    (await client.may({ verb: "*", group: "*", resource: "*" }))
  )
}

async function until(what: string, children: readonly ChildProcess[], ready: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 90_000
  while (!(await ready().catch(() => false))) {
    if (children.some(({ exitCode }) => exitCode !== null)) throw new Error(`${what} ended at its start; see its log`)
    if (Date.now() > deadline) throw new Error(`${what} did not come up within 90 s`)
    await sleep(200)
  }
}

/** The CRDs beside the binaries, or those of the cache when the binaries are someone else's. */
async function installCrds(kubeconfig: string, bin: string): Promise<void> {
  const beside = path.join(bin, "crds")
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "exporterhub")
  const folder = existsSync(beside)
    ? beside
    : readdirSync(cache)
        .map((name) => path.join(cache, name, "crds"))
        .find((candidate) => existsSync(candidate))
  if (!folder) throw new Error("The CRDs of prometheus-operator are missing; run test/cluster/build-control-plane.sh")
  const client = await clusterClient("test", { kubeconfig, timeoutMs: 60_000 })
  const crd = typeOf(await kindsOf(client), { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" })
  const texts = await Promise.all(readdirSync(folder).map((name) => readFile(path.join(folder, name), "utf8")))
  const definitions = texts.flatMap((text) =>
    parseAllDocuments(text).map((document) => document.toJSON() as KubeObject),
  )
  await parallel(definitions, (definition) => client.apply(crd, definition, { force: true }), 3)
  await until("the CRDs", [], async () => {
    const kinds = await kindsOf(client, { fresh: true })
    return definitions.every((definition) => {
      const spec = definition.spec as { group: string; names: { kind: string } }
      return kinds.findGroupKind(spec.group, spec.names.kind) !== undefined
    })
  })
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    if (address === null || typeof address === "string") throw new Error("no port")
    return address.port
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
