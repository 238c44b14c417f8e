import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { targets } from "@/lib/bundle/all"
import { main } from "@/scripts/exporterhub"
import type { Terminal } from "@/scripts/terminal"
import { FIXTURES } from "@/test/support/demo"
import { bundleFor, exec, objectsOf } from "./harness"

const scratch = mkdtempSync(path.join(tmpdir(), "exporterhub-targets-"))
afterAll(() => rmSync(scratch, { recursive: true }))

async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    color: false,
    interactive: false,
    confirm: async () => false,
  }
  const code = await main(["bundle", "demo-exporter", "--catalog", FIXTURES, "--examples", ...args], terminal)
  return { code, out: out.join("\n"), err: err.join("\n") }
}

describe.each(targets.map(({ id }) => id))("%s", (target) => {
  test("-o folder writes what --json lists, and says how it is applied", async () => {
    const folder = path.join(scratch, target)
    const { code, out, err } = await run("--target", target, "-o", folder, "--label", "release=kps")
    const { archive, files, digest } = await bundleFor(target, ["demo-exporter"])
    expect([code, out.split("\n").at(-1)]).toEqual([0, digest])
    const made = archive ? [{ path: archive.name, content: archive.bytes }] : files
    for (const file of made)
      expect(readFileSync(path.join(folder, file.path)).equals(Buffer.from(file.content))).toBe(true)
    expect(err).toMatch(new RegExp(`^Next: .*${folder}`))
    const listed = JSON.parse((await run("--target", target, "--label", "release=kps", "--json")).out)
    expect(listed).toEqual({
      digest,
      files: made.map((file) => ({ path: file.path, bytes: Buffer.byteLength(file.content) })),
    })
  })
})

test.each([
  ["helm", "chart.tgz"],
  ["airgap", "offline.tar"],
])("%s writes its archive to the file that is named", async (target, name) => {
  const file = path.join(scratch, "deep", name)
  const { code, err } = await run("--target", target, "-o", file, "--label", "release=kps")
  expect(code).toBe(0)
  expect(err).toContain(file)
  expect(
    readFileSync(file).equals(Buffer.from((await bundleFor(target, ["demo-exporter"])).archive?.bytes ?? [])),
  ).toBe(true)
})

test.each(["operator", "victoriametrics", "gmp", "perses", "grafana-operator"])(
  "%s -o - is one stream of objects",
  async (target) => {
    const { out } = await run("--target", target, "-o", "-", "--label", "release=kps")
    expect(objectsOf(out)).toEqual((await bundleFor(target, ["demo-exporter"])).objects)
  },
)

test("an archive goes to standard output as it is", async () => {
  const words = [
    "scripts/bin.js",
    "bundle",
    "demo-exporter",
    "--catalog",
    FIXTURES,
    "--examples",
    "--target",
    "airgap",
    "-o",
    "-",
  ]
  const tar = path.join(scratch, "out.tar")
  const { err } = await exec("sh", ["-c", `"$@" >"$TAR"`, "sh", "node", ...words], "", { TAR: tar })
  expect([existsSync(tar), err.replace(/^npm.*$/gm, "").trim()]).toEqual([true, ""])
  const { out } = await exec("tar", ["-tf", tar])
  expect(out.split("\n")).toContain("demo-exporter-airgap/install.sh")
})

describe("flags", () => {
  test.each([
    ["helm", "chart-version", "1.2.3", "version: 1.2.3"],
    ["flux", "source-url", "oci://r.example.com/a", "url: oci://r.example.com/a"],
    ["argocd", "destination", "prod", "name: prod"],
    ["mimir", "mimir-tenant", "team-a", "X-Scope-OrgID: team-a"],
    ["gmp", "rules-scope", "cluster", "kind: ClusterRules"],
    ["perses", "prometheus-url", "http://p.example.com", "url: http://p.example.com"],
    ["grafana-operator", "grafana-folder", "Data", "folder: Data"],
    ["airgap", "registry", "r.internal", "image: r.internal/example/demo:v1.2.0"],
  ])("%s --%s", async (target, flag, value, expected) => {
    const folder = path.join(scratch, `flag-${flag}`)
    expect((await run("--target", target, `--${flag}`, value, "-o", folder)).code).toBe(0)
    const unpack = `cd "$DIR" && for a in *.tgz *.tar; do [ -f "$a" ] && tar -xf "$a"; done; cat $(find . -name '*.yaml' -o -name '*.yml')`
    const { out } = await exec("sh", ["-c", unpack], "", { DIR: folder })
    expect(out).toContain(expected)
  })

  test("a flag of another target is refused by name", async () => {
    expect(await run("--target", "operator", "--chart-version", "1.0.0")).toMatchObject({
      code: 2,
      err: expect.stringContaining("chartVersion"),
    })
  })
})
