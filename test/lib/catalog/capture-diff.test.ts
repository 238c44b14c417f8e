import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { type CaptureDiff, captureDiff } from "@/lib/catalog/capture-diff"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntry } from "@/lib/catalog/load-entry"
import { captured } from "@/test/support/captured"

const CATALOG = disk(fileURLToPath(new URL("../../../catalog", import.meta.url)))

function diff(before: string, after: string): CaptureDiff {
  return captureDiff(captured("1.0.0", { normal: before }), captured("2.0.0", { normal: after }))
}

/** One line for each change, so that a table of cases can be read. */
function lines({ metrics }: CaptureDiff): string[] {
  return metrics.map((change) => {
    const twin = "twin" in change ? ` (${change.twin})` : ""
    const changes = change.kind === "changed" ? ` ${JSON.stringify(change.changes)}` : ""
    return `${change.kind} ${change.metric.name}${twin}${changes}`
  })
}

const GAUGE = "# HELP m Size.\n# TYPE m gauge\nm"

test.each([
  ["the same", `${GAUGE} 1\n`, `${GAUGE} 2\n`, []],
  ["more series of the same labels", `${GAUGE}{a="1"} 1\n`, `${GAUGE}{a="1"} 1\nm{a="2"} 1\n`, []],
  ["a metric more", `${GAUGE} 1\n`, `${GAUGE} 1\nn 1\n`, ["added n"]],
  ["a metric less", `${GAUGE} 1\nn 1\n`, `${GAUGE} 1\n`, ["removed n"]],
  [
    "another type",
    `${GAUGE} 1\n`,
    `# HELP m Size.\n# TYPE m counter\nm 1\n`,
    ['changed m {"type":{"from":"gauge","to":"counter"}}'],
  ],
  [
    "another help",
    `${GAUGE} 1\n`,
    `# HELP m Weight.\n# TYPE m gauge\nm 1\n`,
    ['changed m {"help":{"from":"Size.","to":"Weight."}}'],
  ],
  ["a label more", `${GAUGE} 1\n`, `${GAUGE}{a="1"} 1\n`, ['changed m {"labels":{"added":["a"],"removed":[]}}']],
  [
    "another label",
    `${GAUGE}{a="1"} 1\n`,
    `${GAUGE}{b="1"} 1\n`,
    ['changed m {"labels":{"added":["b"],"removed":["a"]}}'],
  ],
  [
    "a histogram that becomes a summary",
    '# TYPE h histogram\nh_bucket{le="1"} 1\nh_sum 1\nh_count 1\n',
    '# TYPE h summary\nh{quantile="0.5"} 1\nh_sum 1\nh_count 1\n',
    ['changed h {"type":{"from":"histogram","to":"summary"},"samples":{"added":["h"],"removed":["h_bucket"]}}'],
  ],
  [
    "a counter that is declared as OpenMetrics does",
    "# HELP c_total C.\n# TYPE c_total counter\nc_total 1\n",
    "# HELP c C.\n# TYPE c counter\nc_total 1\n",
    [],
  ],
  [
    "a new name for the same thing",
    "# HELP old_size Size of it.\n# TYPE old_size gauge\nold_size 1\n",
    "# HELP new_size Size of it.\n# TYPE new_size gauge\nnew_size 1\n",
    ["added new_size (old_size)", "removed old_size (new_size)"],
  ],
  [
    "two that could be meant: no guess",
    "# HELP a X.\n# TYPE a gauge\na 1\n",
    "# HELP b X.\n# TYPE b gauge\nb 1\n# HELP c X.\n# TYPE c gauge\nc 1\n",
    ["removed a", "added b", "added c"],
  ],
  [
    "another type is another thing",
    "# HELP a X.\n# TYPE a gauge\na 1\n",
    "# HELP b X.\n# TYPE b counter\nb 1\n",
    ["removed a", "added b"],
  ],
  [
    "a histogram keeps its name, whatever hangs on it",
    '# TYPE h histogram\nh_bucket{le="1"} 1\nh_total 1\n',
    "a 1\n",
    ["added a", "removed h"],
  ],
  ["metrics without help are never twins", "a 1\n", "b 1\n", ["removed a", "added b"]],
  [
    "names that objects have too",
    "constructor 1\n__proto__ 1\n",
    "toString 1\n",
    ["removed __proto__", "removed constructor", "added toString"],
  ],
  [
    "labels that objects have too",
    'm{constructor="1"} 1\n',
    "m 1\n",
    ['changed m {"labels":{"added":[],"removed":["constructor"]}}'],
  ],
])("%s", (_, before, after, expected) => expect(lines(diff(before, after))).toEqual(expected))

describe("like is compared with like", () => {
  test("a metric that only an unpaired state shows is neither added nor removed", () => {
    const before = captured("1", { normal: "up_a 1\n" })
    const after = captured("2", { normal: "up_a 1\n", broken: "up_a 1\nerrors 3\n" })
    expect(captureDiff(before, after)).toMatchObject({
      metrics: [],
      same: 1,
      unknown: [{ metric: "errors", version: "to", states: ["broken"] }],
      states: [
        { name: "normal", from: "x/captures/1.prom", to: "x/captures/2.prom" },
        { name: "broken", to: "x/captures/2-broken.prom" },
      ],
    })
    expect(captureDiff(after, before)).toMatchObject({
      metrics: [],
      unknown: [{ metric: "errors", version: "from", states: ["broken"] }],
    })
  })
  test("what any state of the other version shows did not go away", () => {
    const before = captured("1", { normal: 'm{a="1"} 1\nn 1\n' })
    const after = captured("2", { normal: "m 1\n", full: 'm{a="1"} 1\nn 1\n' })
    expect(captureDiff(before, after)).toMatchObject({ metrics: [], same: 2, unknown: [] })
  })
  test("states with the same name are compared wherever they stand in the list", () => {
    const before = captured("1", { normal: "a 1\n", x: "b 1\n", y: "c 1\n" })
    const after = captured("2", { normal: "a 1\n", y: "c 1\n", x: "d 1\n" })
    expect(lines(captureDiff(before, after))).toEqual(["removed b", "added d"])
  })
  test("other software on the other side is said", () => {
    const [pair] = captureDiff(
      captured("1", { normal: "a 1\n" }, "Redis 8"),
      captured("2", { normal: "a 1\n" }, "Redis 7"),
    ).states
    expect(pair?.targets).toEqual({ from: "Redis 8", to: "Redis 7" })
  })
})

test("whatever is compared: a version does not differ from itself, and the way back has the signs turned", () => {
  const random = seeded(7)
  for (let round = 0; round < 200; round++) {
    const [a, b] = [randomVersion(random, "1"), randomVersion(random, "2")]
    expect(captureDiff(a, a)).toMatchObject({ metrics: [], unknown: [] })
    const [there, back] = [captureDiff(a, b), captureDiff(b, a)]
    const names = (diff: CaptureDiff, kind: string): string[] =>
      diff.metrics.filter((change) => change.kind === kind).map(({ metric }) => metric.name)
    expect(names(there, "added")).toEqual(names(back, "removed"))
    expect(names(there, "removed")).toEqual(names(back, "added"))
    expect(names(there, "changed")).toEqual(names(back, "changed"))
    expect(there.same).toBe(back.same)
    // Every metric of either side is somewhere, once.
    const all = new Set(
      [a, b].flatMap(({ captures }) => captures.flatMap(({ families }) => families.map((one) => one.name))),
    )
    expect(there.metrics.length + there.same + there.unknown.length).toBe(all.size)
  }
})

function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

/** A version with a few of five metrics in a few of three states, with types, help and labels by chance. */
function randomVersion(random: (below: number) => number, version: string) {
  const text = (): string =>
    ["a", "b", "c", "d", "e"]
      .filter(() => random(3) > 0)
      .map((name) => {
        const label = ["", '{x="1"}', '{x="1",y="2"}'][random(3)]
        return `# HELP ${name} help ${random(2)}\n# TYPE ${name} ${["gauge", "counter"][random(2)]}\n${name}${label} 1\n`
      })
      .join("")
  const states = Object.fromEntries(
    ["s1", "s2", "s3"].filter(() => random(2) > 0).map((name) => [name, `${text()}z 1\n`]),
  )
  return captured(version, { normal: `${text()}z 1\n`, ...states })
}

describe("real captures", () => {
  const between = async (id: string, from: string, to: string) => {
    const { entry } = await loadEntry(CATALOG, id)
    const at = (version: string) => (entry as Entry).versions.find((one) => one.version === version)
    const [before, after] = [at(from), at(to)]
    if (!before || !after) throw new Error(`${id} has no ${from} or ${to}`)
    return captureDiff(before, after)
  }
  test("node-exporter 1.9.0 to 1.12.1", async () => {
    const diff = await between("node-exporter", "1.9.0", "1.12.1")
    expect(lines(diff)).toContain("added node_kernel_hung_tasks_total")
    expect(lines(diff)).toContain("removed node_directory_size_bytes")
    expect(diff.metrics.filter(({ kind }) => kind === "changed")).toEqual([])
    // The systemd collector was only on in a state that 1.9.0 was not recorded in.
    const systemd = diff.unknown.find(({ metric }) => metric === "node_systemd_unit_state")
    expect(systemd?.version).toBe("to")
    expect(systemd?.states).toContain("optional")
  })
  test("postgres-exporter 0.17.1 to 0.20.1: the label server goes, and slots get another name", async () => {
    const diff = await between("postgres-exporter", "0.17.1", "0.20.1")
    expect(lines(diff)).toContain("removed pg_replication_slot_slot_is_active (pg_replication_slots_slot_is_active)")
    expect(lines(diff)).toContain('changed pg_settings_fsync {"labels":{"added":[],"removed":["server"]}}')
  })
  test("redis-exporter: the valkey state of 1.69.0 has no counterpart", async () => {
    const { states, unknown } = await between("redis-exporter", "1.69.0", "1.88.0")
    expect(states.filter(({ from, to }) => from && to).map(({ name }) => name)).toEqual([
      "normal",
      "replica",
      "sentinel",
    ])
    expect(states.find(({ name }) => name === "valkey")?.to).toBeUndefined()
    expect(unknown.filter(({ version }) => version === "from").every(({ states }) => states.includes("valkey"))).toBe(
      true,
    )
  })
  test.each([["nginx-exporter", "1.4.1", "1.5.3"]])("%s %s to %s: nothing", async (id, from, to) => {
    expect(lines(await between(id, from, to))).toEqual([])
  })
  test("there and back again is the same with signs turned", async () => {
    const there = await between("blackbox-exporter", "0.26.0", "0.28.0")
    const back = await between("blackbox-exporter", "0.28.0", "0.26.0")
    expect(lines(there)).toEqual(["added probe_failed_due_to_bytes"])
    expect(lines(back)).toEqual(["removed probe_failed_due_to_bytes"])
    expect(back.same).toBe(there.same)
  })
})
