import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, normalize, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))

/** Which folders of lib/ each folder may import, beside itself and the two files at its top. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  promql: [],
  evaluate: ["promql"],
  templates: [],
  yaml: [],
  catalog: ["promql", "yaml"],
  rules: ["catalog", "promql", "templates", "yaml"],
  checks: ["catalog", "promql", "dashboards", "rules", "templates", "yaml"],
  dashboards: ["catalog", "promql"],
  bundle: ["catalog", "promql", "dashboards"],
  // Facets say what is proven and which targets carry it.
  search: ["catalog", "checks", "bundle"],
  stats: ["catalog", "checks"],
  timeline: ["catalog", "evaluate", "promql"],
  api: ["catalog", "checks", "dashboards", "bundle", "search", "promql", "stats"],
  feed: ["catalog"],
  markdown: ["api", "bundle", "catalog", "checks", "stats"],
  mcp: ["api", "bundle", "catalog", "checks", "markdown", "promql", "search"],
  share: ["api", "catalog", "checks", "search", "stats"],
  cluster: ["bundle"],
  contribute: ["catalog", "checks", "dashboards", "promql", "rules", "yaml"],
  adapters: [
    "promql",
    "catalog",
    "checks",
    "contribute",
    "dashboards",
    "bundle",
    "search",
    "cluster",
    "rules",
    "templates",
  ],
}
const NODE_MODULES = ["node:path/posix", "node:crypto", "node:zlib"]
const TOP = [
  ".biome.json",
  ".ci",
  ".env",
  ".gitattributes",
  ".github",
  ".gitignore",
  ".npmrc",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "LICENSE",
  "README.md",
  "app",
  "catalog",
  "lib",
  "next.config.js",
  "package-lock.json",
  "package.json",
  "public",
  "scripts",
  "server",
  "test",
  "tsconfig.json",
]
const GENERATED = [
  ".git",
  ".next",
  "node_modules",
  "next-env.d.ts",
  "tsconfig.tsbuildinfo",
  "test-results",
  "playwright-report",
]

const files = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && /\.tsx?$/.test(item.name))
    .map((item) => relative(ROOT, join(item.parentPath, item.name)))

const imports = (file: string): string[] =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)].map((match) => match[1] ?? "")

/** The files of lib/ that must have run before a file does: types are gone by then. */
function neededBy(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8")
  return [...text.matchAll(/^(?:import|export) (?!type )([^"']*?) ?from "([^"]+)"/gm)].flatMap(
    ([, names = "", from = ""]) => {
      const onlyTypes =
        /^\{/.test(names) &&
        names
          .slice(1, -1)
          .split(",")
          .every((name) => /^\s*(type |$)/.test(name))
      if (onlyTypes || !/^(@\/lib|\.)/.test(from)) return []
      return [`${from.startsWith("@/") ? from.slice(2) : normalize(join(dirname(file), from))}.ts`]
    },
  )
}

test("each folder of lib/ imports only what the design lets it", () => {
  const wrong = files("lib").flatMap((file) => {
    const folder = file.split("/")[1] ?? ""
    return imports(file)
      .filter((name) => name.startsWith("@/"))
      .filter((name) => {
        const [, top, target = ""] = name.split("/")
        if (top !== "lib") return true
        const isTopFile = name.split("/").length === 3
        return !isTopFile && target !== folder && !(ARROWS[folder] ?? []).includes(target)
      })
      .map((name) => `${file} imports ${name}`)
  })
  expect(wrong).toEqual([])
})

test("no file of lib/ imports itself by way of others: what it needs would not be there yet", () => {
  const needs = new Map(files("lib").map((file) => [file, neededBy(file)]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) cycles.push([...way.slice(way.indexOf(file)), file].join(" > "))
    if (done.has(file) || way.includes(file)) return
    for (const next of needs.get(file) ?? []) visit(next, [...way, file])
    done.add(file)
  }
  for (const file of needs.keys()) visit(file, [])
  expect(cycles).toEqual([])
})

test("lib/ outside of adapters/ touches neither the network, the clock, chance nor the process", () => {
  const pure = files("lib").filter((file) => !file.startsWith("lib/adapters/"))
  const modules = pure.flatMap((file) =>
    imports(file)
      .filter((name) => name.startsWith("node:") && !NODE_MODULES.includes(name))
      .map((name) => `${file}: ${name}`),
  )
  const globals = pure.flatMap((file) => {
    const code = readFileSync(join(ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    return /\bfetch\(|\bDate\.now\(|new Date\(\)|Math\.random\(|\bprocess\.[a-z]/.test(code) ? [file] : []
  })
  expect([...modules, ...globals]).toEqual([])
})

test("server/ stands in front of the build: it imports nothing else, and nothing imports it", () => {
  const wrong = ["app", "lib", "scripts", "server"].flatMap((top) =>
    files(top).flatMap((file) =>
      imports(file)
        .filter((name) => (top === "server" ? name.startsWith("@/") : name.startsWith("@/server")))
        .map((name) => `${file} imports ${name}`),
    ),
  )
  expect(wrong).toEqual([])
})

test("no page is made by the build, which would grow with the catalog", () => {
  const made = files("app").filter((file) =>
    /\b(?:generateStaticParams|dynamicParams|force-static)\b/.test(readFileSync(join(ROOT, file), "utf8")),
  )
  expect(made).toEqual([])
})

test("app/ and scripts/ do not import each other", () => {
  const wrong = [
    ...files("app").filter((file) => imports(file).some((name) => name.startsWith("@/scripts"))),
    ...files("scripts").filter((file) => imports(file).some((name) => name.startsWith("@/app"))),
  ]
  expect(wrong).toEqual([])
})

test("the top level holds what the design says and nothing else", () => {
  expect(readdirSync(ROOT).filter((name) => !TOP.includes(name) && !GENERATED.includes(name))).toEqual([])
})
