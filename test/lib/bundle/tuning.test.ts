import { load } from "js-yaml"
import { describe, expect, test } from "vitest"
import { buildBundle } from "@/lib/bundle/build"
import { combine } from "@/lib/bundle/tuning/combine"
import { tune } from "@/lib/bundle/tuning/tune"
import { faultProblem, parseTuneFile, tuneFileText } from "@/lib/bundle/tuning/tune-file"
import { readTuning } from "@/lib/bundle/tuning/tuning"
import { demoWithRules, itemOf, tuned, tuningOf } from "@/test/support/tuning"

const demo = await demoWithRules()
const rules = (text: string) => demoWithRules(`groups:\n  - name: g\n    rules:\n${text}`)
const alert = (name: string, expr: string) =>
  `      - { alert: ${name}, expr: '${expr.replaceAll("'", "''")}', for: 2m, labels: { severity: warning } }\n`
const record = (name: string, expr: string) => `      - { record: "${name}", expr: '${expr}' }\n`

describe("a rule", () => {
  test("changes where the tuning says so, and nowhere else", () => {
    const { rules, faults } = tuned(
      demo,
      `demo-exporter:
        DemoMemoryHigh:
          threshold: { "instance:demo_memory:ratio": 0.95 }
          for: 5m
          keep_firing_for: 15m
          severity: critical
          labels: { team: db }
          annotations: { summary: "Full: {{ $labels.instance }}", description: null }`,
    )
    expect(rules.get("DemoMemoryHigh")).toEqual({
      alert: "DemoMemoryHigh",
      expr: "instance:demo_memory:ratio > 0.95\n  and on (job, instance)\ndemo_up == 1",
      for: "5m",
      keep_firing_for: "15m",
      labels: { severity: "critical", team: "db" },
      annotations: { summary: "Full: {{ $labels.instance }}" },
    })
    expect(rules.get("DemoDown")).toEqual(demo.rules[0]?.groups[0]?.rules[0])
    expect(faults).toEqual([])
  })

  test("is left out when it is off, and its group with it", () => {
    const { items, faults } = tune([itemOf(demo)], { "demo-exporter": { DemoDown: { enabled: false } } })
    const entry = items[0]?.entry
    expect(entry?.rules.flatMap(({ groups }) => groups.map(({ name }) => name))).toEqual([
      "demo-capacity",
      "demo-recordings",
    ])
    expect(entry?.alerts.map(({ alert }) => alert)).toEqual(["DemoMemoryHigh"])
    expect(faults).toEqual([])
  })

  test("takes what is said of all rules, unless its own tuning says otherwise", () => {
    const { rules, faults } = tuned(
      demo,
      `"*": { "*": { labels: { team: db, tier: "1" } } }
demo-exporter:
  "*": { severity: info, labels: { team: cache }, enabled: false }
  DemoDown: { enabled: true, severity: critical, labels: { tier: null } }
  "instance:demo_memory:ratio": { enabled: true }`,
    )
    expect([...rules.keys()]).toEqual(["DemoDown", "instance:demo_memory:ratio"])
    expect(rules.get("DemoDown")?.labels).toEqual({ severity: "critical", team: "cache" })
    expect(rules.get("instance:demo_memory:ratio")?.labels).toEqual({ team: "cache", tier: "1" })
    expect(faults).toEqual([])
  })
})

describe("threshold", async () => {
  const entry = await rules(
    alert("Guarded", "demo_memory_used_bytes / (demo_memory_limit_bytes > 0) > 0.8") +
      alert("Two", "demo_up > 1 and demo_up < 5") +
      alert("Chained", "(demo_up < 5) > 1") +
      alert("Nested", "count(demo_up > 3)") +
      alert("Mirrored", "5 * 60 < demo_up") +
      alert("Series", "demo_memory_used_bytes > (demo_memory_limit_bytes > 0)") +
      alert("NoNumber", "demo_up unless demo_last_error"),
  )
  const expr = (yaml: string, name: string) => tuned(entry, `demo-exporter: {${yaml}}`).rules.get(name)?.expr

  test.each([
    ["Guarded: {threshold: 0.5}", "Guarded", "demo_memory_used_bytes / (demo_memory_limit_bytes > 0) > 0.5"],
    ["Guarded: {threshold: {1: 10}}", "Guarded", "demo_memory_used_bytes / (demo_memory_limit_bytes > 10) > 0.8"],
    ["Two: {threshold: {2: 9}}", "Two", "demo_up > 1 and demo_up < 9"],
    ['Two: {threshold: {"demo_up <": 9, 1: 0}}', "Two", "demo_up > 0 and demo_up < 9"],
    ["Nested: {threshold: 4}", "Nested", "count(demo_up > 4)"],
    ["Mirrored: {threshold: -4}", "Mirrored", "-4 < demo_up"],
    [
      'Guarded: {threshold: {"demo_memory_used_bytes/(demo_memory_limit_bytes>0)": 0.5}}',
      "Guarded",
      "demo_memory_used_bytes / (demo_memory_limit_bytes > 0) > 0.5",
    ],
  ])("%s", (yaml, name, result) => expect(expr(yaml, name)).toBe(result))

  test.each([
    ["Two: {threshold: 3}", "does not say by itself which comparison this is", "1: demo_up > 1; 2: demo_up < 5"],
    ["Chained: {threshold: 3}", "does not say by itself", "1: demo_up < 5; 2: (demo_up < 5) > 1"],
    ["Two: {threshold: {demo_up: 3}}", 'does not say by itself which comparison "demo_up" is', "1: demo_up > 1"],
    ["Series: {threshold: 3}", "does not say by itself", "1: demo_memory_limit_bytes > 0"],
    ["Two: {threshold: {7: 3}}", 'has no comparison "7"', "1: demo_up > 1; 2: demo_up < 5"],
    ["NoNumber: {threshold: 3}", "compares with no number", "for, severity and matchers can be tuned"],
    ["Two: {threshold: {1: 3, 'demo_up >': 4}}", "names the comparison demo_up > 1 of Two a second time", undefined],
  ])("%s is refused, with the choices", (yaml, message, hint) => {
    const { faults, hints } = tuned(entry, `demo-exporter: {${yaml}}`)
    expect(faults).toEqual([expect.stringContaining(message)])
    expect(faults[0]).toMatch(/^error /)
    if (hint === undefined) expect(hints).toEqual([undefined])
    else expect(hints[0]).toContain(hint)
  })
})

describe("matchers", async () => {
  const entry = await rules(
    record("job:demo_requests:rate5m", "sum by (job) (rate(demo_requests_total[5m]))") +
      record("instance:demo_memory:ratio", "demo_memory_used_bytes / demo_memory_limit_bytes") +
      record("job:demo_twice:rate5m", "job:demo_requests:rate5m * 2") +
      alert("Busy", "job:demo_requests:rate5m > 5 and job:demo_twice:rate5m > 1") +
      alert("Full", "max_over_time(instance:demo_memory:ratio[1h:5m] offset 5m) > 0.9") +
      alert("Gone", 'absent(demo_up{job="demo"})') +
      alert("Errors", 'rate(demo_requests_total{code=~"500|503"}[5m]) > 1'),
  )
  const everywhere = tuned(entry, `"*": { "*": { matchers: 'namespace=~"prod|stage"' } }`)

  test("reach every selector, but not what a recording rule has aggregated away after it got them", () => {
    expect(everywhere.faults).toEqual([])
    expect([...everywhere.rules].map(([name, { expr }]) => [name, expr])).toEqual([
      ["job:demo_requests:rate5m", 'sum by (job) (rate(demo_requests_total{namespace=~"prod|stage"}[5m]))'],
      [
        "instance:demo_memory:ratio",
        'demo_memory_used_bytes{namespace=~"prod|stage"} / demo_memory_limit_bytes{namespace=~"prod|stage"}',
      ],
      ["job:demo_twice:rate5m", "job:demo_requests:rate5m * 2"],
      ["Busy", "job:demo_requests:rate5m > 5 and job:demo_twice:rate5m > 1"],
      ["Full", 'max_over_time(instance:demo_memory:ratio{namespace=~"prod|stage"}[1h:5m] offset 5m) > 0.9'],
      ["Gone", 'absent(demo_up{job="demo", namespace=~"prod|stage"})'],
      ["Errors", 'rate(demo_requests_total{code=~"500|503", namespace=~"prod|stage"}[5m]) > 1'],
    ])
  })

  test("are refused on one rule where a recording rule without them has aggregated the label away", () => {
    const { faults, hints } = tuned(entry, `demo-exporter: { Busy: { matchers: { namespace: prod } } }`)
    expect(faults).toEqual([
      `error demo-exporter.Busy.matchers.namespace: namespace="prod" would find nothing in Busy: the rule job:demo_requests:rate5m aggregates namespace away`,
      `error demo-exporter.Busy.matchers.namespace: namespace="prod" would find nothing in Busy: the rule job:demo_twice:rate5m aggregates namespace away`,
    ])
    expect(hints[0]).toContain("Give job:demo_requests:rate5m the same matcher")
  })

  test("reach a recorded metric whose rule sets the label itself, in the catalog or in the tuning", async () => {
    const sums = await rules(
      `      - { record: "job:demo_requests:rate5m", expr: 'sum by (job) (rate(demo_requests_total[5m]))', labels: { site: a } }\n` +
        record("job:demo_up:sum", "sum by (job) (demo_up)") +
        alert("Busy", "job:demo_requests:rate5m > 5"),
    )
    const { rules: tunedRules, faults } = tuned(
      sums,
      `demo-exporter:
  Busy: { matchers: { site: a } }`,
    )
    expect([tunedRules.get("Busy")?.expr, faults]).toEqual(['job:demo_requests:rate5m{site="a"} > 5', []])
    const removed = tuned(
      sums,
      `demo-exporter:
  "job:demo_requests:rate5m": { labels: { site: null } }
  Busy: { matchers: { site: a } }`,
    )
    expect(removed.faults).toEqual([expect.stringContaining("aggregates site away")])
  })

  test("can be taken back for one rule, and replaced", () => {
    const { rules } = tuned(
      entry,
      `"*": { "*": { matchers: { namespace: prod } } }
demo-exporter:
  Gone: { matchers: { namespace: null, cluster: a } }
  Errors: { matchers: ['namespace!="dev"', 'namespace!=""'] }`,
    )
    expect(rules.get("Gone")?.expr).toBe('absent(demo_up{job="demo", cluster="a"})')
    expect(rules.get("Errors")?.expr).toBe(
      'rate(demo_requests_total{code=~"500|503", namespace!="dev", namespace!=""}[5m]) > 1',
    )
  })

  test.each([
    ['job="other"', "Gone"],
    ['job!="demo"', "Gone"],
    ['job=~"a|b"', "Gone"],
    ['job!~"de.*"', "Gone"],
    ['job=""', "Gone"],
    ['code="200"', "Errors"],
    ['code=~"200|404"', "Errors"],
    ['code!~"5.."', "Errors"],
  ])("%s contradicts what %s has already", (matcher, name) => {
    const { faults } = tuned(entry, `demo-exporter: { ${name}: { matchers: '${matcher}' } }`)
    expect(faults[0]).toContain(`error demo-exporter.${name}.matchers: ${matcher} can never hold in ${name}`)
  })

  test.each(['job=~"d.*"', 'job!="x"', 'job=~"demo|b"'])("%s does not", (matcher) => {
    expect(tuned(entry, `demo-exporter: { Gone: { matchers: '${matcher}' } }`).faults).toEqual([])
  })

  test.each([
    'a="b"} or up{c="d"',
    'a="b"} offset 5m #',
    'a="b"} #',
    'a="b"}[5m:1m',
    "a",
    "",
    'a=~"("',
    '__name__="up"',
    '"x.y"="z"',
  ])("%j is no matcher", (text) => {
    const { faults } = tune([itemOf(entry)], { "demo-exporter": { Gone: { matchers: text } } })
    expect(faults).toEqual([
      expect.objectContaining({ severity: "error", path: ["demo-exporter", "Gone", "matchers"] }),
    ])
  })

  test("on a label that only some metrics of the exporter have are doubtful", () => {
    const { faults } = tuned(entry, `demo-exporter: { Gone: { matchers: { code: "200" } } }`)
    expect(faults).toEqual([
      "warning demo-exporter.Gone.matchers.code: demo_up in Gone has no label code in the captures, other metrics of demo-exporter do",
    ])
  })

  test("do not get into the queries of annotations, and that is said", async () => {
    const asking = await rules(
      `      - { alert: A, expr: demo_up == 0, labels: { severity: info }, annotations: { summary: '{{ query "demo_up" | first }}' } }\n`,
    )
    expect(tuned(asking, `"*": { "*": { matchers: { namespace: prod } } }`).faults).toEqual([
      "warning *.*.matchers.namespace: the query in the annotation summary of A does not get this matcher",
    ])
  })
})

describe("faults", () => {
  test.each([
    ["redis: { DemoDown: { for: 1h } }", 'error redis: there is no entry "redis" in the bundle'],
    ["demo-exporter: { DemoDwn: { for: 1h } }", 'error demo-exporter.DemoDwn: demo-exporter has no rule "DemoDwn"'],
    ['"*": { DemoDown: { for: 1h } }', 'error *.DemoDown: "*" stands for all entries and takes only "*" for all rules'],
    ['demo-exporter: { "*": { threshold: 1 } }', "error demo-exporter.*.threshold: a threshold belongs to one rule"],
    [
      "demo-exporter: { DemoDown: { labels: { severity: info } } }",
      "error demo-exporter.DemoDown.labels.severity: the label severity is tuned as severity",
    ],
    [
      "demo-exporter: { DemoDown: { labels: { alertname: X } } }",
      "error demo-exporter.DemoDown.labels.alertname: the label alertname is Prometheus' own",
    ],
    [
      'demo-exporter: { "instance:demo_memory:ratio": { for: 5m } }',
      "error demo-exporter.instance:demo_memory:ratio.for: instance:demo_memory:ratio is a recording rule and has no for",
    ],
    [
      'demo-exporter: { "instance:demo_memory:ratio": { enabled: false } }',
      "error demo-exporter.instance:demo_memory:ratio.enabled: instance:demo_memory:ratio is off, but DemoMemoryHigh reads it and would never fire",
    ],
    [
      "demo-exporter: { DemoDown: { threshold: 0 } }",
      "warning demo-exporter.DemoDown.threshold: 0 is what DemoDown has anyway",
    ],
    [
      "demo-exporter: { DemoDown: { for: 120s } }",
      "warning demo-exporter.DemoDown.for: 120s is what DemoDown has anyway",
    ],
    [
      "demo-exporter: { DemoDown: { severity: critical } }",
      "warning demo-exporter.DemoDown.severity: critical is what DemoDown has anyway",
    ],
    ["demo-exporter: { DemoDown: { enabled: true } }", "warning demo-exporter.DemoDown.enabled: DemoDown is on anyway"],
    [
      "demo-exporter: { DemoDown: { labels: { team: null } } }",
      "warning demo-exporter.DemoDown.labels.team: DemoDown has no team to remove",
    ],
    [
      "demo-exporter: { DemoDown: { for: 59s } }",
      "warning demo-exporter.DemoDown.for: 59s is shorter than two scrapes (30 s each), so a single one can fire DemoDown",
    ],
    [
      "demo-exporter: { DemoDown: { enabled: false, for: 1h } }",
      "warning demo-exporter.DemoDown.for: DemoDown is off, so this has no effect",
    ],
  ])("%s", (yaml, fault) => expect(tuned(demo, yaml).faults[0]).toBe(fault))

  test.each([
    ["x: [1]", ["x"], "must be a map of rules"],
    ["x: { R: 1 }", ["x", "R"], "must be a map with some of"],
    ["x: { R: {} }", ["x", "R"], "R is set to nothing"],
    ["x: { R: }", ["x", "R"], "R is set to nothing"],
    ["x: { R: { base: { for: 5m } } }", ["x", "R"], "R is set to nothing"],
    ["x: { R: { treshold: 1 } }", ["x", "R", "treshold"], 'unknown key "treshold"'],
    ["x: { R: { threshold: high } }", ["x", "R", "threshold"], "must be a finite number"],
    ["x: { R: { threshold: .inf } }", ["x", "R", "threshold"], "must be a finite number"],
    ["x: { R: { threshold: { a: b } } }", ["x", "R", "threshold", "a"], "must be a finite number"],
    ["x: { R: { for: 10 } }", ["x", "R", "for"], "must be a duration such as 10m"],
    ["x: { R: { for: 5 minutes } }", ["x", "R", "for"], "must be a duration such as 10m"],
    ["x: { R: { severity: page } }", ["x", "R", "severity"], "must be critical, warning, info"],
    ["x: { R: { labels: { a-b: c } } }", ["x", "R", "labels", "a-b"], "must be a label name"],
    ["x: { R: { labels: { a: 5 } } }", ["x", "R", "labels", "a"], "must be text"],
    ['x: { R: { labels: { a: "b\\nc" } } }', ["x", "R", "labels", "a"], "must be on one line"],
    ["x: { R: { annotations: { a: '{{ $x' } } }", ["x", "R", "annotations", "a"], "must close every {{ with }}"],
    ["x: { R: { enabled: 'no' } }", ["x", "R", "enabled"], "must be true or false"],
    ["x: { R: { matchers: { a-b: c } } }", ["x", "R", "matchers", "a-b"], "must be a label name"],
  ])("%s is no tuning", (yaml, path, message) => {
    const { faults } = readTuning(load(yaml))
    expect(faults).toEqual([
      expect.objectContaining({ severity: "error", path, message: expect.stringContaining(message) }),
    ])
  })

  test("leave the rest of the tuning as it is", () => {
    const { tuning, faults } = readTuning(
      load("x: { R: { for: soon, severity: info, nope: 1 }, S: 5, T: { enabled: false } }\ny: 7"),
    )
    expect(tuning).toEqual({ x: { R: { severity: "info" }, T: { enabled: false } } })
    expect(faults.map(({ path }) => path.join("."))).toEqual(["x.R.for", "x.R.nope", "x.S", "y"])
  })

  test("have a line and a column in the file, and the nearest name", () => {
    const text = "# mine\ndemo-exporter:\n  DemoDown:\n    treshold: 1\n"
    expect(parseTuneFile("tune.yaml", text).problems).toEqual([
      {
        check: "tuning",
        severity: "error",
        file: "tune.yaml",
        line: 4,
        column: 5,
        message: 'demo-exporter.DemoDown.treshold: unknown key "treshold"',
        hint: "Did you mean threshold?",
      },
    ])
    const file = parseTuneFile("tune.yaml", "demo-exporter:\n  DemoDonw: { for: 1h }\n")
    const { faults } = tune([itemOf(demo)], file.tuning)
    expect(faults.map((one) => file.source && faultProblem(one, file.source))).toEqual([
      expect.objectContaining({ line: 2, column: 3, hint: "Did you mean DemoDown?" }),
    ])
  })

  test("keep a bundle from being built, and name their fields", () => {
    const request = { items: [itemOf(demo)], name: "demo", namespace: "monitoring", labels: {} }
    const tuning = tuningOf("demo-exporter: { DemoMemoryHigh: { threshold: 1, for: 1m } }")
    expect(() => buildBundle("operator", { ...request, tuning })).toThrow(
      expect.objectContaining({
        code: "usage",
        fields: [expect.objectContaining({ field: "tuning.demo-exporter.DemoMemoryHigh.threshold" })],
      }),
    )
  })
})

test("two tunings become one, the second over the first", () => {
  const first = tuningOf(
    `a: { R: { threshold: {1: 5}, for: 5m, labels: { x: y }, matchers: { n: p, c: d } }, S: { enabled: false } }`,
  )
  const second = tuningOf(`a: { R: { threshold: {2: 6}, for: 9m, labels: { z: null }, matchers: 'n=~"q.*"' } }
b: { T: { severity: info } }`)
  expect(combine(first, second)).toEqual({
    a: {
      R: { threshold: { 1: 5, 2: 6 }, for: "9m", labels: { x: "y", z: null }, matchers: ['c="d"', 'n=~"q.*"'] },
      S: { enabled: false },
    },
    b: { T: { severity: "info" } },
  })
  expect(load(tuneFileText(first))).toEqual(first)
})
