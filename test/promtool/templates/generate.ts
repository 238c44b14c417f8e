const FUNCTIONS = ["humanize", "humanizePercentage", "humanizeDuration", "print", "html", "len", "not", "toUpper"]
const TEXTS = ["", " is down ", "\n  ", "{", "}}", "100%", "ü😀"]
const CONSTANTS = ["1", "-1.5", "0x1f", "1e3", '"a"', "`b`", "'c'", "true", '"\\u00e4"']

/** A template of the grammar, mostly valid; `depth` bounds the nesting. */
export function generated(random: () => number, depth = 4): string {
  const generator = new Generator(random)
  const definition = random() < 0.2 ? `{{ define "d" }}${generator.nodes(1, ["."], false)}{{ end }}` : ""
  return definition + generator.nodes(depth, ["$labels", "$value", "$", "."], false)
}

class Generator {
  private names = 0

  constructor(private readonly random: () => number) {}

  /** Nodes of a body that knows these variables. */
  nodes(depth: number, variables: readonly string[], loop: boolean): string {
    const known = [...variables]
    return Array.from({ length: 1 + Math.floor(this.random() * 3) }, () => this.node(depth, known, loop)).join("")
  }

  private node(depth: number, known: string[], loop: boolean): string {
    const inner = (more: readonly string[] = [], inLoop = loop) =>
      depth > 0 ? this.nodes(depth - 1, [...known, ...more], inLoop) : this.pick(TEXTS)
    const pipe = () => this.pipe(2, known)
    const name = `$v${this.names++}`
    return this.pick<() => string>([
      () => this.pick(TEXTS),
      () => this.action(pipe()),
      () => this.action(pipe()),
      () => {
        const declaration = this.action(`${name} := ${pipe()}`)
        known.push(name)
        return declaration
      },
      () => `${this.action(`if ${pipe()}`)}${inner()}${this.action("end")}`,
      () =>
        `${this.action(`if ${name} := ${pipe()}`)}${inner([name])}${this.action("else")}${inner([name])}${this.action("end")}`,
      () =>
        `${this.action(`if ${pipe()}`)}${inner()}${this.action(`else if ${pipe()}`)}${inner()}${this.action("end")}`,
      () => `${this.action(`with ${pipe()}`)}${inner()}${this.pick(["{{ else }}b", ""])}${this.action("end")}`,
      () => `${this.action(`range ${pipe()}`)}${inner([], true)}${this.action("end")}`,
      () =>
        `${this.action(`range ${name}, ${name}e := ${pipe()}`)}${inner([name, `${name}e`], true)}${this.action("end")}`,
      () => (loop ? this.action(this.pick(["break", "continue"])) : "{{/* none */}}"),
      () => this.action(this.pick(['template "d"', `template "d" ${this.operand(1, known)}`])),
    ])()
  }

  private action(inside: string): string {
    return `{{${this.pick(["", " ", "- "])}${inside}${this.pick(["", " ", " -"])}}}`
  }

  private pipe(depth: number, known: readonly string[]): string {
    const operand = () => this.operand(depth - 1, known)
    const first = this.pick<() => string>([
      operand,
      () => `${this.pick(FUNCTIONS)} ${operand()}`,
      () => `printf "%v %s" ${operand()} ${operand()}`,
      () => `${this.pick(["eq", "gt", "and", "or", "index"])} ${operand()} ${operand()}`,
      () => 'query "up" | first | value',
    ])()
    return this.random() < 0.3 ? `${first} | ${this.pick(FUNCTIONS)}` : first
  }

  private operand(depth: number, known: readonly string[]): string {
    if (depth > 0 && this.random() < 0.3) return `(${this.pipe(depth, known)})${this.pick(["", ".x"])}`
    return this.pick<() => string>([
      () => this.pick(CONSTANTS),
      () => this.pick(known),
      () =>
        `${this.pick(known.filter((name) => name !== "."))}${this.pick([".a", ".Labels.b"])}`.replace(/^undefined/, ""),
      () => this.pick([".Labels.instance", ".Value", "externalURL"]),
    ])()
  }

  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)] as T
  }
}
