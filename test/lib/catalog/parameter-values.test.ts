import { describe, expect, test } from "vitest"
import { allParameters } from "@/lib/catalog/common-parameters"
import { parameterValues, type RawValues } from "@/lib/catalog/parameter-values"
import { HubError } from "@/lib/error"
import { demoEntry } from "@/test/support/demo"

async function values(raw: RawValues, examples = false) {
  return parameterValues(allParameters(await demoEntry()), raw, { examples })
}

test("defaults, typed values and unset parameters", async () => {
  expect(await values({ address: "demo://db:7000", level: "3", password: "demo-auth/pw" })).toEqual({
    address: "demo://db:7000",
    level: 3,
    password: { secret: "demo-auth", key: "pw" },
    verbose: false,
    scrapeInterval: "30s",
    exporterAddress: ["localhost:9999"],
  })
})

test("examples fill required parameters only", async () => {
  const filled = await values({}, true)
  expect(filled.address).toBe("demo://demo.default:7000")
  expect(filled).not.toHaveProperty("password")
})

describe("a bad value is refused with its field named", () => {
  test.each([
    ["address", undefined],
    ["address", "http://db:7000"],
    ["address", "demo://user:secret@db:7000"],
    ["address", "demo://db:7000\nkind: Secret"],
    ["address", 'demo://db"}'],
    ["address", "demo://{{ .Values.x }}"],
    ["level", "6"],
    ["level", "1.5"],
    ["level", "three"],
    ["verbose", "yes"],
    ["password", "hunter2"],
    ["password", "a/b/c"],
    ["password", "UPPER/key"],
    ["scrapeInterval", "30"],
    ["exporterAddress", "no-port"],
    ["exporterAddress", "db:1,{{x}}:2"],
    ["unknown", "x"],
    ["__proto__", "x"],
    ["constructor", "x"],
  ])("%s = %j", async (field, value) => {
    const good: [string, string][] = field === "address" ? [] : [["address", "demo://db:7000"]]
    const raw = Object.fromEntries([...good, ...(value === undefined ? [] : [[field, value]])]) as RawValues
    const error = await values(raw).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(HubError)
    expect((error as HubError).fields.map((fault) => fault.field)).toEqual([field])
  })

  test("all at once", async () => {
    const error = (await values({ level: "x", verbose: "y" }).catch((cause: unknown) => cause)) as HubError
    expect(error.fields.map(({ field }) => field).sort()).toEqual(["address", "level", "verbose"])
  })

  test("what may be a secret is not repeated", async () => {
    const error = (await values({ address: "demo://d", password: "hunter2" }).catch(
      (cause: unknown) => cause,
    )) as HubError
    expect(error.message).not.toContain("hunter2")
  })
})
