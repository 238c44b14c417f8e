import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { YamlFault } from "@/lib/yaml/fault"
import { child, unaliased, type YamlNode } from "@/lib/yaml/nodes"
import { Parser } from "@/lib/yaml/parser"
import { scalarOffset } from "@/lib/yaml/scalar-offset"
import { toValue } from "@/lib/yaml/to-value"
import { SEEDS } from "../../promtool/rules/seeds"

function first(text: string): YamlNode {
  const document = new Parser(`${text}\0`).next()
  if (!document) throw new Error("no document")
  return document.root
}

describe("values are those of the yaml package where both read YAML 1.1", () => {
  test.each([
    ...SEEDS.filter((text) => !text.includes("<<") && !text.includes("...\n")),
    "a: 1\nb: -2.5\nc: true\nd: null\ne: ~\nf: 'x'\ng: 0x1f\nh: 1e3\n",
    "a: |\n  one\n   two\n\n  three\n\nb: >\n  one\n  two\n\n  three\n   four\n  five\n",
    "a: |-\n  x\n\nb: |+\n  x\n\nc: >-\n  x\n  y\n\nd: >+\n  x\n\n",
    "a: \"x\n  y\n\n  z \\\n  w\"\nb: 'x\n\n  y'\nc: x\n  y\n\n  z\n",
    "- - a\n  - b\n-\n  - c\n- {a: [b, {c: d}], e: f}\n- ? a\n  : b\n- [a: b, c]\n",
    "a:\n- b\n- c\nd:\n  - e\n",
    "a: &x {b: c}\nd: *x\n",
    "a: b # c\n# d\ne: f#g\nh: 'i' # j\n",
    "a: !!str 5\nb: !!int 5\n",
    "a: http://x:80/y\nb: -x\nc: x-y\nd: ?x\ne: :x\n",
  ])("%j", (text) => {
    expect(JSON.stringify(toValue(first(text)))).toBe(JSON.stringify(parse(text)))
  })
})

describe("a character of a value is found in every way of writing", () => {
  test.each([
    ["plain", "k: aa bb XX"],
    ["plain over lines", "k: aa\n  bb\n\n  XX"],
    ["single quotes", "k: 'it''s aa XX'"],
    ["single quotes over lines", "k: 'aa\n  bb\n\n  XX'"],
    ["double quotes", 'k: "\\x41\\u00e9 \\"aa\\" \\\\ XX"'],
    ["double quotes over lines", 'k: "aa \\\n   bb\n\n   XX"'],
    ["literal", "k: |\n   aa\n     bb\n\n   XX"],
    ["folded", "k: >-\n   aa\n   bb\n\n     cc\n   XX"],
    ["literal with an indicator", "k: |2\n   aa\n  XX"],
    ["CR LF", "k: |\r\n  aa\r\n  XX\r\n"],
    ["an anchor and a tag before it", "k: &a !!str 'aa XX'"],
    ["inside of brackets", "k: [a, {b: aa XX}]"],
    ["the root", "aa\nXX"],
  ])("%s", (_, text) => {
    const scalars: YamlNode[] = []
    const collect = (node: YamlNode): void => {
      if (node.kind === "scalar") scalars.push(node)
      else if (node.kind === "sequence") node.items.forEach(collect)
      else if (node.kind === "mapping") for (const { value } of node.pairs) collect(value)
    }
    collect(first(text))
    const scalar = scalars.at(-1)
    if (scalar?.kind !== "scalar") throw new Error("no scalar")
    const at = scalarOffset(`${text}\0`, scalar, scalar.value.indexOf("XX"))
    expect(at).toBe(text.indexOf("XX"))
    expect(scalarOffset(`${text}\0`, scalar, scalar.value.indexOf("XX") + 1)).toBe(at + 1)
  })
})

describe("what Go's reader has of its own", () => {
  test("only as much is read as a document needs", () => {
    const parser = new Parser("a: 1\n---\nb: [\n\0")
    expect(parser.next()).toBeDefined()
    expect(() => parser.next()).toThrow(YamlFault)
  })

  test("a document ends where the indentation is less than that of its first key", () => {
    const parser = new Parser("  a: 1\nb: 2\n\0")
    expect(toValue(parser.next()?.root as YamlNode)).toEqual({ a: 1 })
    expect(() => parser.next()).toThrow("The document above has ended; a new one must begin with ---")
  })

  test("a comment needs no space in front, and one below another may be indented by a tab", () => {
    expect(toValue(first("a: 'b'#c\n"))).toEqual({ a: "b" })
    expect(toValue(first("# c\n\t# d\na: b\n"))).toEqual({ a: "b" })
    expect(() => first("a: b\n\t# d\n")).toThrow("A tab is used as indentation")
    expect(() => first("- a\n-\n\t- b\n")).toThrow("A tab is used as indentation")
  })

  test("every alias of a value is that value", () => {
    const root = first("a: &x [1]\nb: *x\n")
    const [a, b] = [child(root, "a"), child(root, "b")]
    expect(a && b && unaliased(b) === a).toBe(true)
  })
})

describe("faults say where they are", () => {
  test.each<[string, string, number]>([
    ["a: [1, 2", "This bracket is never closed with ]", 3],
    ["a: {b: c", "This bracket is never closed with }", 3],
    ["a: ['x' 'y']", "A comma or ] is expected here", 8],
    ['a: "b', "A quoted text is opened here and never closed", 3],
    ['a: "\\q"', '"\\q" is no escape sequence', 4],
    ["a: b: c", 'A second ": " in one line makes no value', 4],
    ["a: 1\nb\nc: 2", "This line has no key: a colon and a space are missing", 5],
    ["a: *b", "There is no anchor &b above this alias", 3],
    ["a: @b", "No value can begin with @", 3],
    ["a: - b", "A list entry cannot begin here", 3],
    ["- a\nb: c", "A list entry must begin with - in the column of the others", 4],
    ["a:\n  - b\n c: d", "A key is expected here", 10],
    ["a: !x!y z", "The tag handle !x! is unknown", 3],
    ["%YAML 1.2\n---\na: b", "YAML 1.2 is not supported: Prometheus reads YAML 1.1", 0],
  ])("%j", (text, message, offset) => {
    let fault: unknown
    try {
      first(text)
    } catch (thrown) {
      fault = thrown
    }
    expect(fault).toBeInstanceOf(YamlFault)
    expect(fault).toMatchObject({ message, offset })
  })
})
