const PIECE =
  /\{\{-?|-?\}\}|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|[$.]?[\p{L}\p{N}_]+|:=|[ \t\r\n]+|[^ \t\r\n\p{L}\p{N}_]/gsu

const VOCABULARY = [
  ..."{{ }} {{- -}} {{} { } - ( ) | . , := = : $ \" ' ` \\ _ 0 1 + /* */ {{end}} {{else}} {{/*x*/}}".split(" "),
  ..."if else end range with define template block break continue nil true false".split(" "),
  ..."$labels $externalLabels $externalURL $value $x $y $nope .Labels .Value .ExternalURL .x".split(" "),
  ..."query first value humanize printf print eq and or not index len match now toDuration urlQueryEscape nope".split(
    " ",
  ),
  ...'1 1.5 1e3 0x1f 1_000 1i 1+2i \'a\' "a" `a` "up" (1) (.) $x:=1 $x=1 $x,$y:=. |print'.split(" "),
  ...'{{if|1}} {{else|if|1}} {{else|with|1}} {{range|.}} {{with|1}} {{define|"x"}} {{block|"x"|.}} {{template|"x"}} {{break}} {{continue}} {{$x|:=|1}} {{$x}}'
    .split(" ")
    .map((action) => action.replaceAll("|", " ")),
  " ",
  "\n",
  "\t",
  "\u00a0",
  "ü",
  "😀",
]

/** Templates made of others by deleting, swapping, repeating, inserting and joining pieces and characters. */
export function mutated(seeds: readonly string[], count: number, random: () => number): readonly string[] {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
  return Array.from({ length: count }, () => {
    let text = pick(seeds) ?? ""
    const changes = 1 + Math.floor(random() * 3)
    for (let i = 0; i < changes; i++) text = mutate(text, pick(seeds) ?? "", random, pick)
    return text
  })
}

function mutate(
  text: string,
  other: string,
  random: () => number,
  pick: <T>(from: readonly T[]) => T | undefined,
): string {
  const split = random() < 0.2 ? Array.from<string> : (whole: string) => whole.match(PIECE) ?? []
  const [pieces, from] = [[...split(text)], split(other)]
  const at = Math.floor(random() * (pieces.length + 1))
  const kind = random()
  if (kind < 0.15) pieces.splice(at, 1)
  else if (kind < 0.25) pieces.splice(at, 0, pieces[at] ?? "")
  else if (kind < 0.35) pieces.splice(at, 2, pieces[at + 1] ?? "", pieces[at] ?? "")
  else if (kind < 0.5) pieces.splice(at, 1, pick(VOCABULARY) ?? "")
  else if (kind < 0.65) pieces.splice(at, 0, pick(VOCABULARY) ?? "")
  else if (kind < 0.8) pieces.splice(at, 1, pick(from) ?? "")
  else if (kind < 0.9) pieces.splice(at, 0, ...from)
  else if (kind < 0.95) return `{{ if $value }}${text}{{ else }}${other}{{ end }}`
  else return `{{ range $x, $y := $labels }}${text}{{ end }}${other}`
  return pieces
    .join("")
    .slice(0, 2_000)
    .replace(/[\ud800-\udbff]$/, "") // half a character
}

const ALPHABETS = { number: "00112789__..xXoObBeEpPii++--aAfF", string: "\\\\\\\\\"'xuU001378dDnaf8ü`" }

/** Actions around constants that are made of the characters that matter in numbers, strings and characters. */
export function constants(count: number, random: () => number): readonly string[] {
  const letters = (from: string, most: number) =>
    Array.from({ length: 1 + Math.floor(random() * most) }, () => from[Math.floor(random() * from.length)]).join("")
  return Array.from({ length: count }, () => {
    const kind = random()
    if (kind < 0.6) return `{{${letters("0123456789.+-", 1)}${letters(ALPHABETS.number, 9)}}}`
    if (kind < 0.7) return `{{${letters("123456789-", 1)}${letters("0123456789", 24)}}}`
    const quote = kind < 0.85 ? '"' : "'"
    return `{{${quote}${letters(ALPHABETS.string, kind < 0.85 ? 12 : 5)}${quote}}}`
  })
}
