import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { parseYaml } from "@/lib/catalog/yaml-source"
import { format, isFormattable } from "@/lib/contribute/format"
import { expressionKey } from "@/lib/contribute/format-expression"
import { seededRandom } from "../../promtool/promql/mutate"

const ROOT = fileURLToPath(new URL("../../..", import.meta.url))

function rules(text: string): string {
  const { text: out, problems } = format("x/rules/a.yaml", text)
  expect(problems).toEqual([])
  return out
}

describe("rules", () => {
  test("keys come in canonical order, comments with what they stand above or behind", () => {
    const before = [
      "# about the file",
      "groups:",
      "- rules:",
      "   - expr: sum(rate(a[5m]))by(job)>1 # at the end",
      "     # why a warning",
      "     labels: {severity: warning}",
      "     # the name",
      "     alert: Foo",
      "   # about Bar",
      "   - alert: Bar",
      "     expr: up==0",
      "  name: 'g'",
      "# the last word",
    ]
    expect(rules(before.join("\r\n"))).toBe(
      [
        "# about the file",
        "groups:",
        '  - name: "g"',
        "    rules:",
        "      # the name",
        "      - alert: Foo",
        "        expr: sum by (job) (rate(a[5m])) > 1 # at the end",
        "        # why a warning",
        "        labels: { severity: warning }",
        "",
        "      # about Bar",
        "      - alert: Bar",
        "        expr: up == 0",
        "# the last word",
        "",
      ].join("\n"),
    )
  })

  test("long expressions are broken, and Grafana's variables survive", () => {
    const expr = Array.from({ length: 4 }, (_, i) => `sum(rate(a_rather_long_metric_name_total{job="${i}"}[5m]))`).join(
      " + ",
    )
    const out = rules(`groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: ${expr}\n`)
    expect(out).toContain("        expr: |-\n          sum(rate(")
    expect(out.split("\n").every((line) => line.length <= 120)).toBe(true)
    const dashboard = format(
      "x/dashboards/a.yaml",
      "rows:\n  - panels:\n      - queries:\n          - { legend: b, expr: 'rate(a[$__rate_interval])/rate(b[$__range])' }\n",
    )
    expect(dashboard.text).toContain('- { expr: "rate(a[$__rate_interval]) / rate(b[$__range])", legend: b }')
  })

  test.each([
    [
      "a comment in PromQL",
      "groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: |\n          a+b # why\n",
    ],
    ["no PromQL", "groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: sum(\n"],
  ])("%s is left alone", (_, text) => expect(rules(text)).toBe(text))

  test("block scalars keep their text to the last blank", () => {
    for (const header of ["|", "|-", "|+", ">", ">-", ">+"]) {
      const text = `groups:\n- rules:\n  - alert: A\n    annotations:\n      description: ${header}\n            one\n              two \n\n            three\n\n\n    expr: a == 1\n`
      const value = (content: string) => {
        const root = parseYaml("f", content).source?.value as {
          groups: { rules: { annotations: { description: string } }[] }[]
        }
        return root.groups[0]?.rules[0]?.annotations.description
      }
      expect(value(rules(text)), header).toBe(value(text))
    }
  })

  test("an anchor stays before its alias, even where the order of keys is another", () => {
    const text =
      "groups:\n  - rules:\n      - labels: &l { severity: info }\n        expr: a == 1\n        alert: A\n    name: *l\n"
    const { text: out, problems } = format("rules/a.yaml", text.replace("name: *l", "labels: *l"))
    expect(problems).toEqual([])
    expect(out.indexOf("&l")).toBeLessThan(out.indexOf("*l"))
  })

  test.each([
    ["groups: [\n", "error"],
    ["? groups\n: []\n", "warning"],
    ["groups: []\n---\nb: 1\n", "error"],
    ["groups: &a\n  !!seq\n  - name: x\n", "warning"],
  ])("%j stays as it is and says why", (text, severity) => {
    const { text: out, problems } = format("rules/a.yaml", text)
    expect(out).toBe(text)
    expect(problems.map((problem) => problem.severity)).toEqual([severity])
  })
})

describe("every file of the catalog and of the fixtures", { timeout: 120_000 }, () => {
  const files = ["catalog", "test/fixtures"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => join(item.parentPath, item.name))
      .filter(isFormattable),
  )

  test("is read to the same values, and formatted once is formatted for good", () => {
    expect(files.length).toBeGreaterThan(100)
    for (const file of files) {
      const text = readFileSync(file, "utf8")
      const once = format(file, text)
      expect(once.problems, file).toEqual([])
      expect(format(file, once.text).text, file).toBe(once.text)
    }
  })

  test("of the catalog is in canonical form already", () => {
    const odd = files
      .filter((file) => file.includes("/catalog/"))
      .filter((file) => {
        const text = readFileSync(file, "utf8")
        return format(file, text).text !== text
      })
    expect(odd).toEqual([])
  })

  test("survives being shaken: indentation, quotes and order differ, the meaning does not", () => {
    const random = seededRandom(7)
    for (const file of files.filter((name) => name.endsWith(".yaml"))) {
      const text = readFileSync(file, "utf8")
      const shaken = shake(text, random)
      const before = parseYaml(file, shaken, { isTyped: () => false })
      if (!before.source) continue
      const once = format(file, shaken)
      expect(
        once.problems.filter(({ severity }) => severity === "error"),
        file,
      ).toEqual([])
      expect(meaning(parseYaml(file, once.text, { isTyped: () => false }).source?.value), file).toEqual(
        meaning(before.source.value),
      )
      expect(format(file, once.text).text, file).toBe(once.text)
    }
  })
})

test("whatever is typed into a file, it is formatted for good or left alone with a reason", {
  timeout: 120_000,
}, () => {
  const random = seededRandom(11)
  const pieces = [
    "\n",
    "  ",
    "#",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "|",
    ">-",
    "&a ",
    "*a",
    "\t",
    "\r\n",
    "? ",
    "---\n",
    ",",
  ]
  const file = "x/rules/alerts.yaml"
  const text = readFileSync(join(ROOT, "catalog/redis-exporter/rules/alerts.yaml"), "utf8").slice(0, 3_000)
  const seen = { formatted: 0, alone: 0 }
  for (let i = 0; i < 400; i++) {
    const at = Math.floor(random() * text.length)
    const typed =
      text.slice(0, at) + pieces[Math.floor(random() * pieces.length)] + text.slice(at + Math.floor(random() * 2))
    const once = format(file, typed)
    if (once.problems.length > 0) {
      expect(once.text).toBe(typed)
      seen.alone++
      continue
    }
    seen.formatted++
    expect(format(file, once.text), typed).toEqual({ text: once.text, problems: [] })
  }
  expect(seen.formatted).toBeGreaterThan(80)
  expect(seen.alone).toBeGreaterThan(80)
})

test("a key without a value in braces stays one", () => {
  expect(rules("groups: [{ name: x, rules }]\n")).toBe("groups: [{ name: x, rules }]\n")
})

/** A file with blanks at line ends, empty lines and comments put in, and some blanks of flow collections taken out. */
function shake(text: string, random: () => number): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const indent = /^ */.exec(line)?.[0] ?? ""
      if (/^ *- \{/.test(line)) return [line.replace("{ ", "{").replace(/ \}$/, "   }")]
      if (random() < 0.05 && /^ *(?:- )?[a-z_]+:( |$)/.test(line)) return [`${indent}# shaken ${random()}`, line]
      return [line]
    })
    .join("\n")
}

/** Values with expressions in one layout, and keys in one order. */
function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaning)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, key === "expr" && typeof one === "string" ? expressionKey(one) : meaning(one)]),
  )
}

test("front matter of a runbook is put in order; the text below stays", () => {
  const body = "## Meaning\n\nTwo blanks  \nbreak a line.\n"
  expect(format("x/runbooks/A.md", `---\ntitle: 'T'\nalert: A\n---\n${body}\n\n`).text).toBe(
    `---\nalert: A\ntitle: "T"\n---\n${body}`,
  )
})
