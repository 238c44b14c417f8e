import { tokens } from "@/lib/promql/tokens"

const VOCABULARY = [
  ..."+ - * / % ^ == != > < >= <= = =~ !~ ( ) [ ] { } , : @ . # \" ' ` \\ _ 0 1".split(" "),
  ..."and or unless atan2 by without on ignoring group_left group_right bool offset start end start() end() inf nan".split(
    " ",
  ),
  ..."sum avg topk count_values quantile limitk rate abs time vector scalar label_replace absent holt_winters".split(
    " ",
  ),
  ...'foo bar:baz __name__ le 5m 1h30m 5 0x1f 1e3 1_000 .5 0 -1 300 [5m] [5m:] [5m:1m] [10] {a="b"} {} () (x) (foo)'.split(
    " ",
  ),
  ...[
    "by (a)",
    "on (a)",
    "on ()",
    "group_left (b)",
    "offset 5m",
    "offset -5m",
    "@ 5",
    '"text"',
    '"a.b"',
    '{a=~".*"}',
    ..."smoothed anchored </ >/ fill(0) step() range() min_of(5m,1) (5m) +1m *2 first_over_time".split(" "),
    " ",
    "\n",
  ],
]

/** A generator of numbers in [0, 1) that repeats itself for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Expressions made of others by deleting, swapping, repeating and inserting tokens and characters. */
export function mutated(seeds: readonly string[], count: number, random: () => number): readonly string[] {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
  return Array.from({ length: count }, () => {
    let text = pick(seeds) ?? ""
    const changes = random() < 0.6 ? 1 : 1 + Math.floor(random() * 3) // one change leaves most often something valid
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
  const byCharacter = random() < 0.2
  const pieces = byCharacter ? Array.from(text) : tokens(text).map((token) => token.text)
  const from = byCharacter ? Array.from(other) : tokens(other).map((token) => token.text)
  const at = Math.floor(random() * (pieces.length + 1))
  const kind = random()
  if (kind < 0.2) pieces.splice(at, 1)
  else if (kind < 0.3) pieces.splice(at, 0, pieces[at] ?? "")
  else if (kind < 0.4) pieces.splice(at, 2, pieces[at + 1] ?? "", pieces[at] ?? "")
  else if (kind < 0.6) pieces.splice(at, 1, pick(VOCABULARY) ?? "")
  else if (kind < 0.75) pieces.splice(at, 0, pick(VOCABULARY) ?? "")
  else if (kind < 0.9) pieces.splice(at, 1, pick(from) ?? "")
  else pieces.splice(at, 1, "(", ...from, ")")
  return pieces.join("").slice(0, 2_000)
}
