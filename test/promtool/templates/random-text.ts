import { mutated } from "./mutate"

/** Random bytes, characters, pieces of actions, or a mutated template, inside of braces or not. */
export function randomText(seeds: readonly string[], random: () => number): string {
  const kind = random()
  const length = Math.floor(random() * 60)
  const many = (one: () => string) => Array.from({ length }, one).join("")
  if (kind < 0.25) return mutated(seeds, 1, random)[0] ?? ""
  const body =
    kind < 0.5
      ? new TextDecoder("latin1").decode(Uint8Array.from({ length }, () => random() * 256))
      : kind < 0.75
        ? many(() => String.fromCharCode(random() * 0x10000)) // with halves of surrogate pairs
        : many(() => PIECES[Math.floor(random() * PIECES.length)] ?? "")
  return random() < 0.5 ? body : `a {{ ${body} }} b`
}

const PIECES = [
  ..."{{ }} {{- -}} ( ) | . $ $x $labels $value := = , \" ' ` \\ 1 0x1p 1i + - /* */ :".split(" "),
  ..."if else end range with define template block break nil true print printf query index and".split(" "),
  '"x"',
  "{{end}}",
  "{{if 1}}",
  "{{else if 1}}",
  "{{range .}}",
  " ",
  "\n",
]
