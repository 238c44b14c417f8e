import { expect, test } from "vitest"
import { main } from "@/scripts/exporterhub"
import { adminClient, clusterSuite, freshNamespace, kubeconfigFile, ours } from "./harness"

interface Run {
  code: number
  out: string
  err: string
}

/** Runs the CLI as a script would: no colour, nobody to ask; with `answer`, somebody who says that. */
async function cli(args: readonly string[], answer?: boolean): Promise<Run> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await main([...args, "--kubeconfig", kubeconfigFile()], {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    color: false,
    interactive: answer !== undefined,
    confirm: async () => answer === true,
  })
  return { code, out: out.join("\n"), err: err.join("\n") }
}

const ENTRY = ["nginx-exporter", "--examples"]

clusterSuite("the CLI", () => {
  test("plans, installs, shows and removes an entry of the catalog", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const at = ["--namespace", namespace, "--context", "test"]

    const plan = await cli(["plan", ...ENTRY, ...at, "--json"])
    expect(plan.code).toBe(0)
    const report = JSON.parse(plan.out)
    expect(report).toMatchObject({ name: "nginx-exporter", namespace, clean: true, changes: true, context: "test" })
    expect(report).not.toHaveProperty("steps")
    expect(await ours(client, namespace)).toEqual([])

    const install = await cli(["install", ...ENTRY, ...at, "--yes", "--json"])
    expect(install.code).toBe(0)
    expect(JSON.parse(install.out).result).toMatchObject({ ok: true, state: "new", revision: 1, digest: report.digest })
    expect(install.err).toContain("Deployment nginx-exporter created")

    const again = await cli(["install", ...ENTRY, ...at, "--yes"])
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining("Nothing to do") })

    const status = await cli(["status", "nginx-exporter", ...at, "--json"])
    expect(status.code).toBe(0)
    expect(JSON.parse(status.out)).toMatchObject({ healthy: true, digest: report.digest, entries: ["nginx-exporter"] })
    expect((await cli(["status", ...at])).out).toMatch(new RegExp(`${namespace} +nginx-exporter +revision 1`))

    const removal = await cli(["uninstall", "nginx-exporter", ...at, "--yes", "--json"])
    expect(removal.code).toBe(0)
    expect(JSON.parse(removal.out)).toMatchObject({ exists: true, removed: report.items.length })
    expect(await ours(client, namespace)).toEqual([])
    expect(await cli(["uninstall", "nginx-exporter", ...at, "--yes"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("There is no install"),
    })
    expect((await cli(["status", "nginx-exporter", ...at])).code).toBe(2)
  })

  test("asks before it writes, and takes no for an answer", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const at = ["--namespace", namespace, "--context", "test"]
    expect(await cli(["install", ...ENTRY, ...at], false)).toMatchObject({
      code: 1,
      err: expect.stringContaining("Nothing was written"),
    })
    expect(await ours(client, namespace)).toEqual([])
    const unasked = await cli(["install", ...ENTRY, ...at])
    expect(unasked).toMatchObject({ code: 2, err: expect.stringContaining("--yes writes without asking") })
    expect((await cli(["install", ...ENTRY, ...at], true)).code).toBe(0)
    expect(await cli(["uninstall", "nginx-exporter", ...at], false)).toMatchObject({
      code: 1,
      err: expect.stringContaining("Nothing was removed"),
    })
    expect((await cli(["status", "nginx-exporter", ...at])).code).toBe(0)
  })

  test("tells the kinds of failure apart by its exit code", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const unclean = await cli([
      "install",
      ...ENTRY,
      "--namespace",
      "nowhere-at-all",
      "--context",
      "test",
      "--yes",
      "--json",
    ])
    expect(unclean.code).toBe(1)
    expect(JSON.parse(unclean.out)).toMatchObject({ result: null, plan: { clean: false } })
    expect((await cli(["plan", ...ENTRY, "--namespace", "nowhere-at-all", "--context", "test"])).out).toContain(
      "--create-namespace",
    )
    expect((await cli(["plan", ...ENTRY, "--context", "nosuch"])).code).toBe(2)
    expect((await cli(["plan", ...ENTRY, "--context", "test", "--set", "nosuch=1"])).code).toBe(2)
    const failed = await cli([
      "install",
      "postgres-exporter",
      "--examples",
      "--namespace",
      namespace,
      "--context",
      "test",
      "--yes",
      "--ignore-preflight", // which saw that the Secret is missing
      "--timeout",
      "2s",
    ])
    expect(failed).toMatchObject({ code: 3, err: expect.stringContaining("nothing is there") })
    expect(await ours(client, namespace)).toEqual([])
  })

  test("prints the role that is missing", async () => {
    const { code, out } = await cli(["plan", ...ENTRY, "--namespace", "default", "--context", "nobody"])
    expect(code).toBe(1)
    expect(out).toContain("get, list, create, patch, delete deployments.apps in default")
    expect(out).toContain("kind: Role\n")
  })
})
