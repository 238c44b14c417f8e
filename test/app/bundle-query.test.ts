import { expect, test } from "vitest"
import { bundleCommand, bundleOf, bundleSearch, readBundleQuery } from "@/app/bundle-query"
import { demoEntry } from "../support/demo"

const entry = await demoEntry()
const query = (text: string) => readBundleQuery(entry, new URLSearchParams(text))

test("an empty query is all defaults", () => {
  expect(query("")).toEqual({
    target: "operator",
    namespace: "monitoring",
    name: "demo-exporter",
    labels: "",
    values: {},
  })
})

test.each([
  ["p.address=demo://x:1&target=prometheus&namespace=a&name=b&labels=release=x"],
  ["p.password.secret=demo&p.password.key=pw"],
  ["p.exporterAddress=a:1&p.exporterAddress=b:2"],
  [""],
])("%j survives being read and written", (text) => {
  const read = query(text)
  expect(readBundleQuery(entry, bundleSearch(entry, read))).toEqual(read)
})

test("lists come from lines, commas or repetition", () => {
  expect(query("p.exporterAddress=a:1%0Ab:2,c:3&p.exporterAddress=d:4").values).toEqual({
    exporterAddress: ["a:1", "b:2", "c:3", "d:4"],
  })
})

test("every refused field is named, unknown ones too", () => {
  expect(() => bundleOf(entry, query("p.address=http://x&p.nope=1&p.level=9"))).toThrow(
    expect.objectContaining({
      code: "usage",
      fields: expect.arrayContaining([
        expect.objectContaining({ field: "address" }),
        expect.objectContaining({ field: "nope" }),
        expect.objectContaining({ field: "level" }),
      ]),
    }),
  )
})

test.each(["release", "=x", "a=b,c"])("labels %j are refused", (labels) => {
  const search = new URLSearchParams({ "p.address": "demo://x:1", labels })
  expect(() => bundleOf(entry, readBundleQuery(entry, search))).toThrow(
    expect.objectContaining({ fields: [expect.objectContaining({ field: "labels" })] }),
  )
})

test("what is said about a bad secret does not repeat it", () => {
  const made = query("p.address=demo://x:1&p.password.secret=Hunter2 really!")
  const fault = expect.objectContaining({ message: expect.stringContaining("secret-name/key") })
  expect(() => bundleOf(entry, made)).toThrow(fault)
  expect(() => bundleOf(entry, made)).not.toThrow(/Hunter2/)
})

test("the command says the same, quoted for a shell", () => {
  const made = query("p.address=demo://x:1&p.password.secret=s&p.password.key=k&labels=a=b, c=it's&name=other")
  expect(bundleCommand(entry, made, "bundle", "https://hub.example")).toBe(
    [
      "npx exporterhub bundle demo-exporter",
      "--target operator",
      "--namespace monitoring",
      "--name other",
      "--label a=b",
      "--label 'c=it'\\''s'",
      "--set address=demo://x:1",
      "--set password=s/k",
      "--site-url https://hub.example",
      "--output bundle",
    ].join(" \\\n  "),
  )
})
