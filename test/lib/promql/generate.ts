/** Makes valid expressions of every kind of node with odd layouts; the same chance gives the same expressions. */
export function generated(count: number, random: () => number): readonly string[] {
  const make = new Maker(random)
  return Array.from({ length: count }, () => make.vector(5))
}

const GAPS = ["", " ", "  ", "\n", "\t", " # a comment with { } \" ' > 5\n", "\n  "]

class Maker {
  constructor(private readonly random: () => number) {}

  /** An instant vector of at most so many levels. */
  vector(depth: number): string {
    if (depth <= 0) return this.selector()
    const inner = () => this.vector(depth - 1 - this.below(2))
    return this.pick([
      () => this.selector() + this.modifiers(),
      () => `(${this.gap()}${inner()}${this.gap()})`,
      () => `${inner()}${this.space()}${this.arithmetic()}${this.gap()}${this.operand(depth)}`,
      () => `${inner()}${this.space()}${this.comparison()}${this.space()}${this.operand(depth)}`,
      () => `${this.number()} ${this.pickOf(["<", ">", "==", "!="])} ${inner()}`,
      () => `${inner()} ${this.pickOf(["and", "or", "unless"])}${this.matching(false)} ${inner()}`,
      () => `${inner()} ${this.pickOf(["*", "/", "-"])}${this.matching(true)} ${inner()}`,
      () => `${this.pickOf(["sum", "max", "avg", "count"])}${this.grouping()}(${this.gap()}${inner()})`,
      () => `topk(${1 + this.below(9)},${this.gap()}${inner()}) by (job,${this.gap()}instance)`,
      () => `${this.pickOf(["rate", "increase", "max_over_time"])}(${this.matrix(depth)})`,
      () => `${this.pickOf(["abs", "ceil", "absent", "timestamp"])}(${inner()})`,
      () => `label_replace(${inner()}, "a", "$1", 'b', \`(.*)\`)`,
      () => `histogram_quantile(0.9,${inner()})`,
      () => `-${this.selector()}`,
      () => `(${inner()})[1h:${this.pickOf(["", "5m"])}]`.replace(/^(.*)$/s, "avg_over_time($1)"),
    ])()
  }

  private operand(depth: number): string {
    return this.random() < 0.5 ? this.number() : this.vector(depth - 2)
  }

  private matrix(depth: number): string {
    if (depth > 2 && this.random() < 0.3) return `(${this.vector(depth - 2)})[30m:1m]${this.modifiers()}`
    return `${this.selector()}${this.gap()}[${this.pickOf(["5m", "1h30m", "90s"])}]${this.modifiers()}`
  }

  private selector(): string {
    const name = this.pickOf(["a", "node_load1", "job:x:rate5m", "sum_total", "by", "up"])
    const conditions = Array.from({ length: this.below(3) }, () => this.condition())
    if (conditions.length === 0) return this.random() < 0.3 ? `${name}${this.gap()}{${this.gap()}}` : name
    const list = conditions.join(`${this.gap()},${this.gap()}`) + this.pickOf(["", "", ",", ` ,${this.gap()}`])
    return this.pick([
      () => `${name}{${this.gap()}${list}${this.gap()}}`,
      () => `${name}${this.gap()}{${list}}`,
      () => `{__name__="${name}",${list}}`,
      () => `{"${name}",${list}}`,
      () => `{${conditions.join(",")}, "${name}"}`,
    ])()
  }

  private condition(): string {
    const label = this.pickOf(["job", "instance", "mode", "by", "le"])
    const value = this.pickOf(['"x"', "'y z'", "`raw\\d`", '"a\\"b{"', '"é\\n"'])
    return `${label}${this.gap()}${this.pickOf(["=", "!=", "=", "!="])}${this.gap()}${value}`
  }

  private grouping(): string {
    return this.pickOf(["", " by (job)", " without(instance ,le)", "by()", ` by ${this.gap()}(a, b,)`])
  }

  private matching(group: boolean): string {
    const on = this.pickOf(["", " on (job)", " ignoring(le)", " on ()"])
    return group && on !== "" ? on + this.pickOf(["", " group_left (extra)", " group_right"]) : on
  }

  private modifiers(): string {
    return this.pickOf(["", "", "", " offset 5m", " offset -1h", " @ start()", " @ 1609746000", " @ end() offset 1m"])
  }

  private arithmetic(): string {
    return this.pickOf(["+", "-", "*", "/", "%", "^"])
  }

  private comparison(): string {
    return this.pickOf([">", "<", ">=", "<=", "==", "!=", "> bool", "==bool"])
  }

  private number(): string {
    return this.pickOf(["0.9", "5", "-1", "1e3", "0x1f", "(2 * 3)", "5m", "Inf", "(60)", "- 3", "86400 * 3", "1_000"])
  }

  private gap(): string {
    return this.random() < 0.6 ? "" : this.pickOf(GAPS)
  }

  private space(): string {
    return this.gap() || " "
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit)
  }

  private pickOf(from: readonly string[]): string {
    return from[this.below(from.length)] ?? ""
  }

  private pick(from: readonly (() => string)[]): () => string {
    return from[this.below(from.length)] ?? (() => "up")
  }
}
