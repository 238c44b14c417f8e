const METRICS = ["up", "a", "http_requests_total", "job:errors:rate5m", "step", "sum", "offset", "smoothed", "fill"]
const LABELS = ["job", "instance", "le", "by", "bool", "k8s_pod"]
const TEXTS = ["", "a", "a|b", ".*", "x.y", "\\d+", 'quote"d', "tab\t", "ü😀", "(a|b)?c", "[^/]+"]
const DURATIONS = ["5m", "1h30m", "300", "90s", "1d", "0.5", "1w"]
const NUMBERS = ["0", "1", "0.9", "1e3", "0x1f", "Inf", "NaN", "5m", "1_000", "017"]
const COMPARISONS = ["==", "!=", ">", "<", ">=", "<="]
const ARITHMETIC = ["+", "-", "*", "/", "%", "^", "atan2"]
const RANGE_FUNCTIONS = ["rate", "increase", "max_over_time", "absent_over_time", "deriv", "changes"]
const VECTOR_FUNCTIONS = ["abs", "ceil", "sort", "timestamp", "absent", "hour", "sgn"]
const AGGREGATORS = ["sum", "avg", "count", "min", "max", "group", "stddev"]

/**
 * An expression of the grammar, well typed and mostly valid in Prometheus 3.5; with `latest` it also uses what 3.16
 * added. `depth` bounds the nesting.
 */
export function generated(random: () => number, { depth = 4, latest = false } = {}): string {
  return new Generator(random, latest).vector(depth)
}

class Generator {
  constructor(
    private readonly random: () => number,
    private readonly latest: boolean,
  ) {}

  vector(depth: number): string {
    if (depth <= 0) return this.selector()
    const inner = () => this.vector(depth - 1)
    return this.one<() => string>([
      () => this.selector(),
      () => `${this.pick(RANGE_FUNCTIONS)}(${this.matrix(depth - 1)})`,
      () => `${this.pick(VECTOR_FUNCTIONS)}(${inner()})`,
      () => `${this.pick(AGGREGATORS)}${this.grouping()}(${inner()})`,
      () => `${this.pick(AGGREGATORS)}(${inner()})${this.grouping()}`,
      () => `${this.pick(["topk", "bottomk", "quantile"])}${this.grouping()}(${this.scalar(depth - 1)}, ${inner()})`,
      () => `count_values("${this.pick(LABELS)}", ${inner()})`,
      () => `label_replace(${inner()}, "dst", "$1", "${this.pick(LABELS)}", ${this.text()})`,
      () => `histogram_quantile(${this.scalar(depth - 1)}, ${inner()})`,
      () => `clamp(${inner()}, ${this.scalar(depth - 1)}, ${this.scalar(depth - 1)})`,
      () => `vector(${this.scalar(depth - 1)})`,
      () => `${this.pick(["-", "+"])}${inner()}`,
      () => `(${inner()})`,
      () => this.between(inner(), inner()),
      () => `${inner()} ${this.pick(COMPARISONS)}${this.pick(["", " bool"])} ${this.scalar(depth - 1)}`,
      () => `${this.scalar(depth - 1)} ${this.pick(ARITHMETIC)} ${inner()}`,
      () => `${inner()} ${this.pick(["and", "or", "unless"])}${this.matching()} ${inner()}`,
    ])()
  }

  private between(left: string, right: string): string {
    const operators = this.latest ? [...ARITHMETIC, "</", ">/"] : ARITHMETIC
    const matching = this.matching()
    const group = matching === "" ? "" : this.pick(["", ` group_left(extra)`, " group_right()"])
    return `${left} ${this.pick(operators)}${matching}${group} ${right}`
  }

  private matching(): string {
    return this.pick(["", "", ` on(${this.labels()})`, ` ignoring (${this.labels()})`])
  }

  private grouping(): string {
    return this.pick(["", ` by (${this.labels()})`, ` without(${this.labels()}) `])
  }

  private labels(): string {
    return LABELS.filter(() => this.random() < 0.3).join(this.pick([",", ", "]))
  }

  scalar(depth: number): string {
    if (depth <= 0 || this.random() < 0.6) return this.pick(["", "-", "+"]) + this.pick(NUMBERS)
    return this.one<() => string>([
      () => `scalar(${this.vector(depth - 1)})`,
      () => "time()",
      () => `(${this.scalar(depth - 1)})`,
      () => `${this.scalar(depth - 1)} ${this.pick(ARITHMETIC)} ${this.scalar(depth - 1)}`,
      () => `${this.scalar(depth - 1)} ${this.pick(COMPARISONS)} bool ${this.scalar(depth - 1)}`,
    ])()
  }

  private matrix(depth: number): string {
    const range = this.duration(2)
    if (depth > 0 && this.random() < 0.3)
      return `(${this.vector(depth - 1)})[${range}:${this.pick(["", this.duration(2)])}]${this.modifiers(false)}`
    return `${this.bareSelector()}[${range}]${this.modifiers(this.latest)}`
  }

  private duration(depth: number): string {
    if (!this.latest || this.random() < 0.5) return this.pick(DURATIONS)
    if (depth <= 0) return this.pick([...DURATIONS, "step()", "range()", "(5m)"])
    const [left, right] = [this.duration(depth - 1), this.duration(depth - 1)]
    return this.pick([`${left} + ${right}`, `${left}*2`, `(${left} - ${right}) ^ 2`, `max_of(${left}, ${right})`])
  }

  private selector(): string {
    return this.bareSelector() + this.modifiers(this.latest)
  }

  private bareSelector(): string {
    const matchers = Array.from({ length: Math.floor(this.random() * 3) }, () => {
      const op = this.pick(["=", "!=", "=~", "!~"])
      return `${this.pick(LABELS)}${op}${this.text()}`
    })
    if (this.random() < 0.1) return `{${['job="always"', ...matchers].join(",")}}`
    return `${this.pick(METRICS)}${matchers.length > 0 ? `{${matchers.join(", ")}}` : this.pick(["", "", "{}"])}`
  }

  private text(): string {
    return this.pick([JSON.stringify, single, raw])(this.pick(TEXTS))
  }

  private modifiers(edges: boolean): string {
    const offset = this.random() < 0.15 ? ` offset ${this.pick(["", "-"])}${this.offset()}` : ""
    const at = this.random() < 0.1 ? ` @ ${this.pick(["start()", "end()", "1609746000", "-1.5"])}` : ""
    const edge = edges && this.random() < 0.15 ? this.pick([" smoothed", " anchored"]) : ""
    return this.pick([edge + offset + at, at + offset + edge])
  }

  private offset(): string {
    return this.latest ? this.pick(["step()", `(${this.duration(2)})`, ...DURATIONS]) : this.pick(DURATIONS)
  }

  private pick<T>(from: readonly T[]): T {
    return this.one(from)
  }

  private one<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)] as T
  }
}

const single = (text: string) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
const raw = (text: string) => `\`${text.replaceAll("`", "")}\``
