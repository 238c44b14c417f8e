/** A generator of numbers in [0, 1). */
export type Random = () => number

const ODD = [
  ..."\0\u0001\t\r\n\u007f\u0085\u00a0\u2028\u2029\ufeff\ufffd\uffff\u202e\u200f\u0301é漢",
  ..."\ud800\udfff\udbff".split(""), // halves of surrogate pairs
  "😀",
  "e\u0301\u0323",
  "مرحبا",
]
const SYNTAX = "(){}[]\"'`\\,.:;=!~<>+-*/%^@#$&|?_ \n\t".split("")
const VALUES =
  "0 1 -1 5m 1e999 9999999999999999999999 0x7fffffffffffffff .5 -0 Inf NaN ~ null true y no 2026-11-24".split(" ")
const WORDS = [
  "__proto__",
  "constructor",
  "toString",
  "<<",
  "!!binary",
  "!!js/function",
  "&a",
  "*a",
  "%YAML 1.2",
  "---",
  "...",
]

/** Makes hostile texts from good ones. */
export class Inputs {
  constructor(
    private readonly random: Random,
    private readonly seeds: readonly string[],
    private readonly pieces: readonly string[],
  ) {}

  /** The next text, and how it was made. */
  next(): { kind: string; text: string } {
    const roll = this.random()
    if (roll < 0.6) return { kind: "mutated", text: this.mutated() }
    if (roll < 0.75) return { kind: "soup", text: this.soup(this.pieces, 30) }
    if (roll < 0.85) return { kind: "symbols", text: this.soup([...SYNTAX, ...VALUES, ...ODD, "a", "0"], 60) }
    if (roll < 0.93) return { kind: "random", text: this.noise() }
    return { kind: "nested", text: this.nested() }
  }

  private mutated(): string {
    let text = this.pick(this.seeds)
    for (let left = 1 + Math.floor(this.random() * 4); left > 0; left--) text = this.change(text)
    return text
  }

  private change(text: string): string {
    const at = this.upTo(text.length)
    const end = Math.min(text.length, at + this.upTo(12))
    const other = this.pick(this.seeds)
    switch (this.upTo(8)) {
      case 0:
        return text.slice(0, at) + text.slice(end)
      case 1:
        return text.slice(0, end) + text.slice(at)
      case 2:
        return text.slice(0, at) + this.pick([...SYNTAX, ...ODD]) + text.slice(at)
      case 3:
        return text.slice(0, at) + this.pick(VALUES) + text.slice(end)
      case 4:
        return text.slice(0, at) + this.pick(this.pieces) + text.slice(end)
      case 5:
        return text.slice(0, at) + other.slice(this.upTo(other.length)).slice(0, 80) + text.slice(end)
      case 6:
        return this.line(text)
      default:
        return text.slice(0, at) + this.pick(WORDS) + text.slice(end)
    }
  }

  /** One line twice, gone, or indented differently: duplicate keys and broken structure. */
  private line(text: string): string {
    const lines = text.split("\n")
    const i = this.upTo(lines.length)
    const line = lines[i] ?? ""
    lines.splice(i, 1, ...this.pick([[line, line], [], [` ${line}`], [line.trimStart()], [`\t${line}`]]))
    return lines.join("\n")
  }

  private soup(pieces: readonly string[], most: number): string {
    return Array.from({ length: this.upTo(most) + 1 }, () => this.pick(pieces)).join(this.pick(["", "", " ", "\n"]))
  }

  private noise(): string {
    const top = this.pick([0x7f, 0xff, 0xffff])
    return Array.from({ length: this.upTo(80) }, () => String.fromCharCode(this.upTo(top + 1))).join("")
  }

  private nested(): string {
    const [open = "", close = ""] = this.pick([
      ["(", ")"],
      ["[", "]"],
      ["{", "}"],
      ["{{", "}}"],
      ["{a: ", "}"],
      ["- ", ""],
      ["-", ""],
    ])
    const depth = this.upTo(1_500)
    return open.repeat(depth) + this.pick([...this.seeds, ...VALUES]).slice(0, 200) + close.repeat(this.upTo(depth + 2))
  }

  private upTo(limit: number): number {
    return Math.floor(this.random() * limit)
  }

  private pick<T>(from: readonly T[]): T {
    return from[this.upTo(from.length)] as T
  }
}

/** A way to make texts of any length out of one thing over and over: what slow readers are slow on. */
export interface Shape {
  name: string
  make(length: number): string
}

/** All shapes for a language with these words. */
export function shapes(pieces: readonly string[]): readonly Shape[] {
  const repeated = [...new Set([...SYNTAX, ...ODD, ...VALUES, ...pieces])].map((piece) => ({
    name: `${JSON.stringify(piece)} repeated`,
    make: (length: number) => piece.repeat(Math.ceil(length / piece.length)),
  }))
  const around = pieces.flatMap((piece) =>
    Object.entries({ spaces: " ", letters: "a", digits: "9", quotes: '"' }).map(([name, char]) => ({
      name: `${JSON.stringify(piece)} before many ${name}`,
      make: (length: number) => `${piece}${char.repeat(length)}x`,
    })),
  )
  const pairs = ["()", "[]", "{}"].map((pair) => ({
    name: `nested ${pair}`,
    make: (length: number) => pair.charAt(0).repeat(length / 2) + pair.charAt(1).repeat(length / 2),
  }))
  return [...repeated, ...around, ...pairs, ...STRUCTURES]
}

const lines = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i)).join("")

const STRUCTURES: readonly Shape[] = [
  {
    // Aliases of aliases: grows by powers when they are followed.
    name: "alias bomb",
    make: (length) => `a0: &a0 x\n${lines(length / 60, (i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}x]\n`)}`,
  },
  { name: "ever deeper", make: (length) => lines(Math.sqrt(length * 2), (i) => `${" ".repeat(i)}k:\n`) },
  { name: "many keys", make: (length) => lines(length / 12, (i) => `k${i}: v${i}\n`) },
  { name: "many items", make: (length) => lines(length / 8, (i) => `- v${i}\n`) },
]
