import { describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { targets } from "@/lib/bundle/all"
import { buildBundle, optionValues } from "@/lib/bundle/build"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntries } from "@/lib/catalog/load-entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { documents } from "@/lib/search/documents"
import { softwareOf, targetsOf } from "@/lib/search/entry-facts"
import { plainMarkdown, plainText, section } from "@/lib/search/plain-text"
import { JUDGED_ENTRIES } from "@/test/search/corpus"
import { demoEntry } from "@/test/support/demo"

const demo = await demoEntry()
const made = documents([demo])
const find = (id: string) => made.find((one) => one.id === id)

describe("an entry becomes documents of all types", () => {
  test("an alert is found by its runbook, its expression and what it says", () => {
    expect(find("alert/demo-exporter/DemoDown")).toMatchObject({
      type: "alert",
      title: "DemoDown",
      severity: "critical",
      software: "demo",
      proven: "proven",
      url: "/entries/demo-exporter/alerts/DemoDown",
      metrics: ["demo_up"],
      text: expect.stringContaining(plainMarkdown(section(demo.runbooks.get("DemoDown")?.body ?? "", "Mitigation"))),
    })
  })
  test("its runbook is a document of its own, known by the alert", () => {
    expect(find("runbook/demo-exporter/DemoDown")).toMatchObject({
      title: demo.runbooks.get("DemoDown")?.title,
      severity: "critical",
      url: "/entries/demo-exporter/alerts/DemoDown#runbook",
      names: ["DemoDown", "demo-exporter", ...demo.aliases],
    })
  })
  test("names with signs are escaped in addresses", () => {
    const [recording] = made.filter(({ type }) => type === "recording")
    expect(recording?.url).toBe(`/entries/demo-exporter/recordings/${encodeURIComponent(recording?.title ?? "")}`)
    expect(recording?.url).toContain("%3A")
  })
  test("what is not proven says so, and the entry with it", () => {
    const untested = documents([{ ...demo, tests: [] }])
    const provenOf = (id: string) => untested.find((one) => one.id === id)?.proven
    expect(provenOf("alert/demo-exporter/DemoDown")).toBe("unproven")
    expect(provenOf("entry/demo-exporter")).toBe("unproven")
    expect(provenOf("metric/demo-exporter/demo_up")).toBe("")
  })
})

test("software is what the entry says, its icon, or its id", () => {
  const { icon: _icon, software: _software, ...bare } = demo
  expect([
    softwareOf({ ...bare, icon: "redis", software: "valkey" }),
    softwareOf({ ...bare, icon: "redis" }),
    softwareOf({ id: "demo-exporter" }),
  ]).toEqual(["valkey", "redis", "demo"])
})

/** The text of a bundle with examples for everything that is required. */
function bundleText(target: string, entry: Entry): string {
  const values = parameterValues(allParameters(entry), {}, { examples: true })
  const options = optionValues(target, {}, { examples: true })
  const request = { items: [{ entry, values }], name: entry.id, namespace: "monitoring", labels: {}, options }
  return buildBundle(target, request)
    .files.map(({ content }) => content)
    .join("\n")
}

describe("targets are those whose bundle carries it", async () => {
  const entries = (await loadEntries(disk("catalog"), JUDGED_ENTRIES)).flatMap(({ entry }) => entry ?? [])
  test.each(entries.map((entry) => [entry.id, entry] as const))("%s", (_, entry) => {
    const carried = targetsOf(entry)
    for (const { id } of targets) {
      if (!carried.includes(id)) {
        expect(() => bundleText(id, entry)).toThrow(/gmp/)
        continue
      }
      const text = bundleText(id, entry)
      for (const { alert } of entry.alerts) expect([id, alert, text.includes(alert)]).toEqual([id, alert, true])
      for (const { record } of entry.recordings) expect([id, record, text.includes(record)]).toEqual([id, record, true])
      for (const { title } of entry.dashboards) expect([id, title, text.includes(title)]).toEqual([id, title, true])
    }
  })
})

describe("plain text", () => {
  test.each([
    ["# Title\n\nSome `code` and [a link](https://x.y/z).", "Title Some code and a link."],
    ["- one\n- **two**\n1. three", "one two three"],
    ["```sh\nredis-cli ping\n```", "redis-cli ping"],
    ["![image](x.png) > 5", "image > 5"],
  ])("of the markdown %j is %j", (markdown, text) => expect(plainMarkdown(markdown)).toBe(text))

  test("of an annotation leaves out what a template puts there", () => {
    expect(plainText('Redis {{ $labels.instance }} is down for {{ "5m"\n}}')).toBe("Redis … is down for …")
  })
  test("a section ends at the next heading", () => {
    expect(section("## A\n\none\n### sub\ntwo\n## B\nthree", "A").trim()).toBe("one\n### sub\ntwo")
    expect(section("## A\none", "C")).toBe("")
  })
})
