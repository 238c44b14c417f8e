import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { load } from "js-yaml"
import { afterAll, describe, expect, test } from "vitest"
import type { Bundle } from "@/lib/bundle/bundle"
import { AWKWARD } from "@/test/support/awkward"
import { bundleFor, dryRun, ENTRIES, exec, objectsOf, toolSuite, written } from "./harness"

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** The archive unpacked by the real tar, beside a folder of programs that only write down how they were called. */
async function unpacked(bundle: Bundle, programs: readonly string[]) {
  const folder = await mkdtemp(path.join(tmpdir(), "exporterhub airgap "))
  folders.push(folder)
  const archive = path.join(await written(bundle), bundle.archive?.name ?? "")
  expect((await exec("tar", ["-xf", archive, "-C", folder])).err).toBe("")
  const bin = path.join(folder, "bin")
  await mkdir(bin)
  const log = path.join(folder, "log")
  for (const program of programs) {
    // `save` and `export` have to leave a file behind, as the real programs do.
    const script = `#!/bin/sh\necho "${program} $*" >>"$LOG"\ncase "$*" in *images.tar*) [ -f images.tar ] || echo x >images.tar ;; esac\n${program === "kubectl" ? 'case "$*" in *"get namespace"*) exit 1 ;; esac\n' : ""}`
    await writeFile(path.join(bin, program), script)
    await chmod(path.join(bin, program), 0o755)
  }
  const [top = ""] = (await readdir(folder)).filter((name) => name !== "bin")
  const run = async (script: string, args: readonly string[] = []) => {
    await rm(log, { force: true })
    const env = { PATH: `${bin}:/usr/bin:/bin`, LOG: log, ENGINE: programs[0] === "kubectl" ? "" : String(programs[0]) }
    const { code, err } = await exec("sh", [path.join(folder, top, script), ...args], "", env)
    return { code, err, calls: (await readFile(log, "utf8").catch(() => "")).trim().split("\n") }
  }
  return { folder: path.join(folder, top), run }
}

const IMAGE = "docker.io/example/demo:v1.2.0"
const MIRROR = "registry.internal:5000/mirror/example/demo:v1.2.0"

toolSuite("airgap", () => {
  test("GNU tar lists the archive, with scripts that can be run", async () => {
    const bundle = await bundleFor("airgap", ["demo-exporter"])
    const { folder } = await unpacked(bundle, ["kubectl"])
    const names = await readdir(folder)
    expect(names.sort()).toEqual(
      [
        "README.md",
        "engine.sh",
        "images.txt",
        "install.sh",
        "load-images.sh",
        "manifests",
        "namespace",
        "save-images.sh",
      ].sort(),
    )
    for (const script of ["save-images.sh", "load-images.sh", "install.sh"])
      expect((await stat(path.join(folder, script))).mode & 0o111, script).toBe(0o111)
  })

  describe.each(["docker", "podman"])("%s", (engine) => {
    test("pulls, retags, saves, loads and pushes", async () => {
      const bundle = await bundleFor("airgap", ["demo-exporter"], {}, { registry: "registry.internal:5000/mirror" })
      const { run } = await unpacked(bundle, [engine])
      expect(await run("save-images.sh")).toEqual({
        code: 0,
        err: "",
        calls: [
          `${engine} pull ${IMAGE}`,
          `${engine} tag ${IMAGE} ${MIRROR}`,
          `${engine} save -o images.tar ${MIRROR}`,
        ],
      })
      expect(await run("load-images.sh", ["--push"])).toEqual({
        code: 0,
        err: "",
        calls: [`${engine} load -i images.tar`, `${engine} push ${MIRROR}`],
      })
    })
  })

  test("ctr pulls, retags, exports and imports in the namespace of Kubernetes", async () => {
    const bundle = await bundleFor("airgap", ["demo-exporter"], {}, { registry: "registry.internal:5000/mirror" })
    const { run } = await unpacked(bundle, ["ctr"])
    expect((await run("save-images.sh")).calls).toEqual([
      `ctr -n k8s.io images pull ${IMAGE}`,
      `ctr -n k8s.io images tag --force ${IMAGE} ${MIRROR}`,
      `ctr -n k8s.io images export images.tar ${MIRROR}`,
    ])
    expect((await run("load-images.sh", ["--push"])).calls).toEqual([
      "ctr -n k8s.io images import images.tar",
      `ctr -n k8s.io images push ${MIRROR}`,
    ])
  })

  test("all images of several entries, and no retagging without a registry", async () => {
    const { run } = await unpacked(await bundleFor("airgap", ENTRIES.slice(1)), ["docker"])
    const { calls } = await run("save-images.sh")
    expect(calls.filter((call) => call.startsWith("docker pull"))).toHaveLength(ENTRIES.length - 1)
    expect(calls.filter((call) => call.startsWith("docker tag"))).toEqual([])
    expect(calls.at(-1)?.split(" ")).toHaveLength(4 + ENTRIES.length - 1)
  })

  test("a failure ends the script, and says why", async () => {
    const { folder, run } = await unpacked(await bundleFor("airgap", ["demo-exporter"]), ["docker"])
    expect(await run("load-images.sh")).toMatchObject({
      code: 1,
      err: expect.stringContaining("images.tar is missing"),
    })
    expect(await run("load-images.sh", ["--psh"])).toMatchObject({ code: 2, err: expect.stringContaining("--psh") })
    await writeFile(path.join(folder, "..", "bin", "docker"), "#!/bin/sh\nexit 7\n")
    expect((await run("save-images.sh")).code).toBe(7)
  })

  test("install.sh creates the namespace where it is missing and hands its arguments on", async () => {
    const { run } = await unpacked(await bundleFor("airgap", ["demo-exporter"]), ["kubectl"])
    expect((await run("install.sh", ["--context", "a b"])).calls).toEqual([
      "kubectl --context a b get namespace monitoring",
      "kubectl --context a b create namespace monitoring",
      "kubectl --context a b apply --server-side -f manifests",
    ])
  })

  test.each(ENTRIES)(
    "%s: the API server takes the manifests, whose images are those that were carried over",
    async (id) => {
      const { files } = await bundleFor("airgap", [id], {}, { registry: "r.internal" })
      const objects = files
        .filter(({ path: name }) => name.startsWith("manifests/"))
        .flatMap(({ content }) => objectsOf(content))
      expect((await dryRun(objects)).err).toBe("")
      const workload = objects.find(({ kind }) => kind === "Deployment" || kind === "DaemonSet") as any
      const targets = files
        .find(({ path: name }) => name === "images.txt")
        ?.content.trim()
        .split(" ")
      expect(workload.spec.template.spec.containers[0].image).toBe(targets?.[1])
      expect(targets?.[1]).toMatch(/^r\.internal\//)
    },
  )

  test("awkward values come back as they went in, out of the archive", async () => {
    for (const text of AWKWARD.filter((_, i) => i % 4 === 0)) {
      const { folder } = await unpacked(await bundleFor("airgap", ["demo-exporter"], { note: text }), [])
      const objects = objectsOf(await readFile(path.join(folder, "manifests", "demo-exporter.yaml"), "utf8")) as any[]
      const config = objects.find(({ metadata }) => metadata.name === "demo-exporter-config")
      expect((load(config.data["config.yml"]) as any).server.note).toBe(text)
    }
  })

  test("the scripts are sound sh: no error in a dry parse, and no value of a request inside of them", async () => {
    const plain = await bundleFor("airgap", ["demo-exporter"])
    const other = await bundleFor("airgap", ["demo-exporter"], { note: "$(id)" }, { registry: "r.internal" })
    const scripts = ({ files }: Bundle) => files.filter(({ path: name }) => name.endsWith(".sh"))
    expect(scripts(other)).toEqual(scripts(plain))
    const folder = await written(plain)
    for (const { path: name } of scripts(plain))
      expect((await exec("sh", ["-n", path.join(folder, name)])).err).toBe("")
  })
})
