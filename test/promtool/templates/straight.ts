const OPERANDS = [
  ..."$labels $labels.job $labels.instance $value .Value .Labels .Labels.job $externalURL $externalLabels .".split(" "),
  ...'"a" "5m" "%d" "%.2f" "%s" "%v %s" "(" "up" "" 1 5 0.5 2.0 true nil'.split(" "),
  ...['(query "up")', '(query "up" | first)', "(len $labels)", '(index $labels "job")', "($value | humanize)"],
  ...["(gt $value 0.1)", "(safeHtml .Labels.job)", '(query "up" | first | value)', "(toTime $value)", "(args 1 2)"],
]
const FIELDS = ["", "", "", "", ".job", ".Value", ".Labels", ".Nope", ".x.y"]
const FUNCTIONS = [
  ..."args first graphLink humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp".split(" "),
  ..."label match parseDuration query reReplaceAll safeHtml sortByLabel stripDomain stripPort strvalue".split(" "),
  ..."tableLink title toLower toTime toUpper value call html index slice js len not print printf printf printf".split(
    " ",
  ),
  ..."println urlquery eq ge gt le lt ne".split(" "),
]

/** Templates of one action without branches, in which every fault is reached; about half of them fail when they run. */
export function straight(count: number, random: () => number): readonly string[] {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? ""
  const operand = () => {
    const base = pick(OPERANDS)
    return /^[($.]./.test(base) ? base + pick(FIELDS) : base
  }
  const many = (most: number) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, () => ` ${operand()}`).join("")
  const command = () =>
    random() < 0.85 ? `${pick(FUNCTIONS)}${many(3)}` : `${operand()}${random() < 0.1 ? many(1) : ""}`
  return Array.from({ length: count }, () => {
    const first = random() < 0.4 ? operand() : command()
    const rest = Array.from({ length: Math.floor(random() * 3) }, () => ` | ${pick(FUNCTIONS)}${many(2)}`)
    const pipe = first + rest.join("")
    const kind = random()
    if (kind < 0.8) return `{{ ${pipe} }}`
    return `{{ $x := ${pipe} }}{{ $x }}{{ $x${pick(FIELDS)} | ${pick(FUNCTIONS)} }}`
  })
}
