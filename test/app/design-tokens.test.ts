import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { pairs } from "@/app/docs/design/pairs"
import { contrast, tokenGroups } from "@/app/docs/design/tokens"

const APP = join(import.meta.dirname, "../../app")
const read = (file: string): string => readFileSync(join(APP, file), "utf8")
const sheets = readdirSync(APP, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"))
const others = sheets.filter((file) => file !== "tokens.css")
const groups = tokenGroups(read("tokens.css"))
const names = groups.flatMap(({ tokens }) => tokens.map(({ name }) => name))

/** Declarations of all style sheets but tokens.css, without comments. */
const declarations = others.flatMap((file) =>
  [
    ...read(file)
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .matchAll(/(?<=[{};]\s*)([\w-]+)\s*:\s*([^;{}]+);/g),
  ].map(([, property = "", value = ""]) => ({ file, property, value: value.trim() })),
)
const found = (wrong: (property: string, value: string) => boolean): string[] =>
  declarations
    .filter(({ property, value }) => wrong(property, value))
    .map(({ file, property, value }) => `${file}: ${property}: ${value}`)

test.each([
  ["#ffffff", "#000000", 21],
  ["#777777", "#ffffff", 4.48],
  ["#123456", "#123456", 1],
])("the contrast of %s and %s is %d", (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2)
})

test("tokens are read with both colours, by the comment above them", () => {
  expect(
    tokenGroups(
      ":root {\n  color-scheme: light dark;\n  /* A\n   b. */\n  --x: light-dark(#fff, #000);\n  --y: 1px light-dark(red, blue);\n}\n:root { --z: 1 }",
    ),
  ).toEqual([
    {
      words: "A b.",
      tokens: [
        { name: "x", light: "#fff", dark: "#000" },
        { name: "y", light: "1px red", dark: "1px blue" },
      ],
    },
  ])
})

test("text has a contrast of 4.5 or more on all that it stands on, in both themes", () => {
  const all = pairs(groups)
  expect(all.length).toBeGreaterThan(40)
  expect(all.filter(({ light, dark }) => Math.min(light, dark) < 4.5)).toEqual([])
})

test("the ring of the focus has a contrast of 3 or more", () => {
  const token = (name: string) => groups.flatMap(({ tokens }) => tokens).find((one) => one.name === name)
  for (const surface of ["page", "surface", "raised"])
    for (const theme of ["light", "dark"] as const)
      expect(contrast(token("focus")?.[theme] ?? "", token(surface)?.[theme] ?? "")).toBeGreaterThanOrEqual(3)
})

test("the style sheets are read: a rule of this test has something to find", () => {
  expect(others.length).toBeGreaterThan(40)
  expect(found((property, value) => property === "font-size" && value === "var(--text-sm)").length).toBeGreaterThan(10)
})

test("no style sheet has a colour of its own", () => {
  const raw = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|light-dark)\(/i
  const named = /(?:^|\s)(?:white|black|red|green|blue|gr[ae]y|yellow|orange|purple)(?:\s|$)/
  expect(found((_, value) => raw.test(value) || named.test(value))).toEqual([])
})

test("no style sheet has a size of text or a radius of its own", () => {
  expect(
    found((property, value) => property === "font-size" && !/^(?:inherit|var\(--text-[\w-]+\))$/.test(value)),
  ).toEqual([])
  expect(
    found((property, value) => property === "font" && value !== "inherit" && !value.includes("var(--text-")),
  ).toEqual([])
  expect(
    found(
      (property, value) =>
        /^border.*-radius$/.test(property) &&
        value.split(/\s+/).some((part) => !/^(?:0|50%|inherit|var\(--radius-[\w]+\))$/.test(part)),
    ),
  ).toEqual([])
})

test("no style sheet has a shadow or a duration of its own", () => {
  expect(
    found((property, value) => property === "box-shadow" && !/^(?:none|var\(--\w+\)|inset .*)$/.test(value)),
  ).toEqual([])
  expect(found((property, value) => /^(?:transition|animation)/.test(property) && /\d(?:ms|s)\b/.test(value))).toEqual(
    [],
  )
})

test("every token that is used exists, and every one that exists is used", () => {
  const local = declarations
    .filter(({ property }) => property.startsWith("--"))
    .map(({ property }) => property.slice(2))
  const css = sheets.map(read).join("\n")
  const used = [...css.matchAll(/var\(--([\w-]+)/g)].map(([, name = ""]) => name)
  const code = readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx"))
    .map(read)
    .join("\n")
  const known = [...names, ...local, "font-geist-sans", "font-geist-mono"]
  // Base UI measures these.
  expect(used.filter((name) => !known.includes(name) && !/^(?:anchor|available)-/.test(name))).toEqual([])
  expect(names.filter((name) => !used.includes(name) && !code.includes(`var(--${name})`))).toEqual([])
})
