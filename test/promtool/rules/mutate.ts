import { seededRandom } from "../promql/mutate"

/** A rule file made of another, and how. */
export interface Mutant {
  kind: string
  text: string
}

interface Chance {
  random: () => number
  below(limit: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

const CHARACTERS = [..." \t\n\r:-#,[]{}&*!|>'\"%@`?=~<.\\/_0a\u0085\u2028\ufeffé😀\u0007"] as [string, ...string[]]
const TOKENS = [
  ...": , - -- --- ... # #x & &a *a ! !! !!str !!int !!null !!map !!binary | > |- >+ |2 ' \" % @ ` ? [ ] { } [] {} << <<: ~".split(
    " ",
  ),
  ...["null", "true", "no", "1", "1.5", "0x1f", "-1", "2020-01-01", "5m", "1h30m", "0", "9999999y", ""],
  ...[
    "a: b",
    "- a",
    "? a",
    "\n---\n",
    "\n...\n",
    "\n%YAML 1.1\n",
    "\n\t\n",
    "  \n",
    "\r\n",
    "{{ $labels.a }}",
    "{{ x }}",
  ],
  ...["{{", "}}", "sum(", "rate(a[5m])", "__name__", '"\\x41"', '"\\q"', "a b", "é"],
] as [string, ...string[]]
const KEYS = [
  ..."groups name interval limit query_offset rules alert record expr for keep_firing_for labels annotations".split(
    " ",
  ),
  ..."severity summary Groups alerts source_tenants partial_response_strategy <<".split(" "),
] as [string, ...string[]]
const VALUES = [
  ..."a 1 1.5 true null ~ up 5m 0 1d5m 5 x:y a-b {} [] *a &a".split(" "),
  ...[
    "&a x",
    "!!int 5",
    "!!str 5",
    "!!binary YQ==",
    '""',
    '"a b"',
    "'it''s'",
    "{a: b}",
    "[a, b]",
    "sum(",
    "up == 0",
    "a: b",
  ],
  ...[
    "|\n      up",
    ">-\n      up\n      == 0",
    '"{{ $value }}"',
    '"{{ $valu }}"',
    "up # c",
    "",
    "2w",
    "-1",
    "1e3",
    ".inf",
  ],
] as [string, ...string[]]

const LINE = /^(\s*(?:- )*)([\w"'<]+)(:\s*)(.*)$/

/** Every way in which a file is changed. */
const KINDS: Readonly<Record<string, (text: string, chance: Chance) => string>> = {
  "insert character": (text, { below, pick }) => splice(text, below(text.length + 1), 0, pick(CHARACTERS)),
  "delete character": (text, { below }) => splice(text, below(text.length), 1, ""),
  "change character": (text, { below, pick }) => splice(text, below(text.length), 1, pick(CHARACTERS)),
  "insert token": (text, { below, pick }) => splice(text, below(text.length + 1), 0, pick(TOKENS)),
  "change word": (text, chance) => onWord(text, chance, () => chance.pick(TOKENS)),
  "delete word": (text, chance) => onWord(text, chance, () => ""),
  "delete line": (text, chance) => onLine(text, chance, () => []),
  "repeat line": (text, chance) => onLine(text, chance, (line) => [line, line]),
  "swap lines": (text, chance) => onLine(text, chance, (line, next) => (next === undefined ? [line] : [next, line]), 2),
  "move line": moveLine,
  "indent line": (text, chance) => onLine(text, chance, (line) => [`${chance.pick([" ", "  ", "\t", "   "])}${line}`]),
  "dedent line": (text, chance) => onLine(text, chance, (line) => [line.replace(/^ {1,2}/, "")]),
  "change key": (text, chance) =>
    onPair(text, chance, (head, _, colon, value) => head + chance.pick(KEYS) + colon + value),
  "change value": (text, chance) =>
    onPair(text, chance, (head, key, colon) => head + key + colon + chance.pick(VALUES)),
  "insert pair": (text, chance) =>
    onPair(text, chance, (head, key, colon, value) => {
      const indent = head.replaceAll("-", " ")
      return `${head}${key}${colon}${value}\n${indent}${chance.pick(KEYS)}: ${chance.pick(VALUES)}`
    }),
  "quote value": (text, chance) =>
    onPair(
      text,
      chance,
      (head, key, colon, value) => head + key + colon + chance.pick(['"', "'"]) + value + chance.pick(['"', "'"]),
    ),
  "insert line": (text, chance) =>
    onLine(text, chance, (line) => [
      line,
      chance.pick(["---", "...", "\t", "# c", "\t# c", "", "- x", "x: y", "  - a: b", "{a: b}"]),
    ]),
}

function splice(text: string, at: number, length: number, insert: string): string {
  return text.slice(0, at) + insert + text.slice(at + length)
}

function onWord(text: string, { below }: Chance, change: (word: string) => string): string {
  const words = [...text.matchAll(/[\w.-]+|[^\w\s]/g)]
  const word = words[below(words.length)]
  return word ? splice(text, word.index, word[0].length, change(word[0])) : text
}

function onLine(
  text: string,
  { below }: Chance,
  change: (line: string, next: string | undefined) => string[],
  taken = 1,
): string {
  const lines = text.split("\n")
  const at = below(lines.length)
  lines.splice(at, taken, ...change(lines[at] ?? "", lines[at + 1]))
  return lines.join("\n")
}

function moveLine(text: string, { below }: Chance): string {
  const lines = text.split("\n")
  const [line = ""] = lines.splice(below(lines.length), 1)
  lines.splice(below(lines.length + 1), 0, line)
  return lines.join("\n")
}

function onPair(
  text: string,
  { below }: Chance,
  change: (head: string, key: string, colon: string, value: string) => string,
): string {
  const lines = text.split("\n")
  const pairs = lines.flatMap((line, i) => (LINE.test(line) ? [i] : []))
  const at = pairs[below(pairs.length)]
  if (at === undefined) return text
  const [, head = "", key = "", colon = "", value = ""] = LINE.exec(lines[at] ?? "") ?? []
  lines[at] = change(head, key, colon, value)
  return lines.join("\n")
}

/** Rule files made of others by one to three changes; the same for the same seed. The kind is the last change's. */
export function mutants(seeds: readonly string[], count: number, seed: number): readonly Mutant[] {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * Math.max(limit, 1))
  const chance: Chance = { random, below, pick: (from) => from[below(from.length)] ?? from[0] }
  const kinds = Object.entries(KINDS)
  return Array.from({ length: count }, () => {
    let mutant: Mutant = { kind: "none", text: seeds[below(seeds.length)] ?? "" }
    const changes = random() < 0.7 ? 1 : 2 + below(2)
    for (let i = 0; i < changes; i++) {
      const [kind, change] = kinds[below(kinds.length)] ?? ["none", (text: string) => text]
      mutant = { kind, text: change(mutant.text, chance) }
    }
    return mutant
  })
}
