import { execFile, spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { open } from "node:fs/promises"
import { homedir } from "node:os"
import path from "node:path"
import { promisify } from "node:util"
import { gunzipSync } from "node:zlib"
import { describe } from "vitest"
import type { ClusterClient, LiveObject } from "@/lib/cluster/client"
import { field } from "@/lib/cluster/field"
import { kubeconfigFile, read } from "./harness"

/** The real operator's binary: built once into the cache. */
async function binary(): Promise<string> {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "exporterhub")
  const known = path.join(cache, "prometheus-operator-0.93.0", "operator")
  if (existsSync(known)) return known
  const script = path.join(import.meta.dirname, "build-operator.sh")
  const { stdout } = await promisify(execFile)("bash", [script], { timeout: 30 * 60_000 })
  return path.join(stdout.trim(), "operator")
}

/** The binary where there is a control plane to run it against; undefined, said loudly, where it cannot be built. */
async function operator(): Promise<string | undefined> {
  if (kubeconfigFile() === "") return undefined
  try {
    return await binary()
  } catch (error) {
    if (process.env.CI === "true") throw error
    console.warn(`\n*** NO PROMETHEUS OPERATOR: the tests that need it are skipped ***\n${(error as Error).message}\n`)
    return undefined
  }
}

const OPERATOR = await operator()

/** A suite that needs the control plane and the operator. */
export const operatorSuite = describe.skipIf(OPERATOR === undefined)

/** Starts prometheus-operator against the control plane; returns how to end it. */
export async function startOperator(flags: readonly string[]): Promise<() => Promise<void>> {
  const log = await open(path.join(path.dirname(kubeconfigFile()), "operator.log"), "a")
  const child = spawn(OPERATOR ?? "", ["--web.listen-address=127.0.0.1:0", "--log-level=info", ...flags], {
    env: { ...process.env, KUBECONFIG: kubeconfigFile() },
    stdio: ["ignore", log.fd, log.fd],
  })
  const orphaned = () => child.kill("SIGKILL")
  process.once("exit", orphaned)
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  return async () => {
    process.off("exit", orphaned)
    child.kill("SIGTERM")
    const late = setTimeout(() => child.kill("SIGKILL"), 5_000)
    await gone
    clearTimeout(late)
    await log.close()
  }
}

/** A server whose generated configuration is looked at. */
export interface Watched {
  kind: "Prometheus" | "PrometheusAgent" | "ThanosRuler"
  namespace: string
  name: string
}

const PREFIX = { Prometheus: "prometheus", PrometheusAgent: "prom-agent", ThanosRuler: "thanos-ruler" }

/** What the operator has generated for a server: the text of its configuration, and the names of its rule files. */
export async function generated(
  client: ClusterClient,
  { kind, namespace, name }: Watched,
): Promise<{ config: string; ruleFiles: string[] }> {
  const own = `${PREFIX[kind]}-${name}`
  const secret = await read(client, { apiVersion: "v1", kind: "Secret", metadata: { name: own } }, namespace)
  const rules = await read(
    client,
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `${own}-rulefiles-0` } },
    namespace,
  )
  const packed = field(secret, "data", "prometheus.yaml.gz")
  const config = typeof packed === "string" ? gunzipSync(Buffer.from(packed, "base64")).toString() : ""
  return { config, ruleFiles: Object.keys((rules as LiveObject | undefined)?.data ?? {}) }
}

/** Whether the generated configuration holds this monitor's scrape, or this rule's file. */
export function holds(
  { config, ruleFiles }: { config: string; ruleFiles: readonly string[] },
  object: { kind: string; namespace: string; name: string },
): boolean {
  const { kind, namespace, name } = object
  if (kind === "PrometheusRule") return ruleFiles.some((file) => file.startsWith(`${namespace}-${name}-`))
  const word = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`
  return new RegExp(`job_name: "?${word}/${namespace}/${name}(/\\d+)?"?$`, "m").test(config)
}
