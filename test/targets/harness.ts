import { execFile } from "node:child_process"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { loadAll } from "js-yaml"
import { afterAll, describe, inject } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { buildBundle, optionValues } from "@/lib/bundle/build"
import type { Bundle, BundleRequest } from "@/lib/bundle/bundle"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntry } from "@/lib/catalog/load-entry"
import { parameterValues, type RawValues } from "@/lib/catalog/parameter-values"
import { FIXTURES } from "@/test/support/demo"

const tools = inject("tools")
const kubeconfig = inject("targetsKubeconfig")

/** A suite that needs the tools and the API server. */
export const toolSuite = describe.skipIf(tools === "" || kubeconfig === "")

/** Everything that a bundle is proven with: the fixture and the whole catalog. */
export const ENTRIES = [
  "demo-exporter",
  "redis-exporter",
  "postgres-exporter",
  "node-exporter",
  "nginx-exporter",
  "blackbox-exporter",
]

/** An entry of the fixtures or of the catalog. */
async function entryOf(id: string): Promise<Entry> {
  const { entry } = await loadEntry(disk(id === "demo-exporter" ? FIXTURES : "catalog"), id)
  if (!entry) throw new Error(`${id} is broken`)
  return entry
}

/** A request for one entry or several with example values. */
export async function requestFor(ids: readonly string[], raw: RawValues = {}, change: Partial<BundleRequest> = {}) {
  const items = await Promise.all(
    ids.map(async (id) => {
      const entry = await entryOf(id)
      return { entry, values: parameterValues(allParameters(entry), raw, { examples: true }) }
    }),
  )
  const name = ids.length === 1 ? String(ids[0]) : "exporters"
  return { items, name, namespace: "monitoring", labels: { release: "kps" }, ...change }
}

/** A bundle with example values for everything. */
export async function bundleFor(
  target: string,
  ids: readonly string[],
  raw: RawValues = {},
  options: RawValues = {},
): Promise<Bundle> {
  const request = await requestFor(ids, raw)
  return buildBundle(target, { ...request, options: optionValues(target, options, { examples: true }) })
}

export interface Run {
  code: number
  out: string
  err: string
}

/** Runs a program of this machine or, by its bare name, of the tools. */
export function exec(
  program: string,
  args: readonly string[],
  input = "",
  env: Record<string, string> = {},
): Promise<Run> {
  const own = ["helm", "vmalert", "percli"].includes(program) ? path.join(tools, program) : program
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, maxBuffer: 1 << 26, timeout: 60_000 }
    const child = execFile(own, args, options, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    )
    child.stdin?.on("error", () => {})
    child.stdin?.end(input)
  })
}

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** The files of a bundle in a folder of their own, with the archive where there is one. */
export async function written({ files, archive }: Bundle): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "exporterhub-target-"))
  folders.push(folder)
  for (const { path: name, content, executable } of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), content, { mode: executable ? 0o755 : 0o644 })
  }
  if (archive) await writeFile(path.join(folder, archive.name), archive.bytes)
  return folder
}

/** kubectl or helm against the API server of the run. */
export function onServer(program: "kubectl" | "helm", args: readonly string[]): Promise<Run> {
  return exec(program, ["--kubeconfig", kubeconfig, ...args])
}

/** A server-side dry run by kubectl with strict validation: what the real API server says to objects. */
export function dryRun(objects: readonly KubeObject[]): Promise<Run> {
  const input = objects.map((object) => JSON.stringify(object)).join("\n---\n")
  const args = ["apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-"]
  return exec("kubectl", ["--kubeconfig", kubeconfig, ...args], input)
}

/** The objects of a stream of YAML documents. */
export function objectsOf(text: string): KubeObject[] {
  return (loadAll(text) as (KubeObject | null | undefined)[]).filter((object) => object != null)
}

/** By kind and name, so that the order does not matter. */
export function byName(objects: readonly KubeObject[]): KubeObject[] {
  const key = ({ kind, metadata }: KubeObject): string => `${kind}/${metadata.name}`
  return [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** promtool on a rule file. */
export async function checkRules(groups: unknown): Promise<Run> {
  const folder = await mkdtemp(path.join(tmpdir(), "exporterhub-rules-"))
  folders.push(folder)
  const file = path.join(folder, "rules.yaml")
  await writeFile(file, JSON.stringify({ groups }))
  return exec("promtool", ["check", "rules", file])
}
