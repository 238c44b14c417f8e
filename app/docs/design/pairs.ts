import { contrast, isColour, type TokenGroup } from "./tokens"

/** What text may stand on. */
const SURFACES = ["page", "surface", "raised"]
/** Colours that are a ground only, or a line. */
const NO_TEXT = /^(?:page|surface|raised|line|line-strong|selection|focus|on-accent|.+-soft)$/
/** Text on grounds of their own. */
const OWN: readonly (readonly [string, string])[] = [
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ["accent", "accent-soft"],
  ["ink", "accent-soft"],
  ["critical", "critical-soft"],
  ["warning", "warning-soft"],
  ["info", "info-soft"],
  ["ink", "selection"],
]

/** Text on a ground, with the contrast of both themes. */
export interface Pair {
  text: string
  ground: string
  light: number
  dark: number
}

/** All pairs of text and ground that the site uses: each colour of text on each surface, and those with grounds of their own. */
export function pairs(groups: readonly TokenGroup[]): Pair[] {
  const colours = new Map(groups.flatMap(({ tokens }) => tokens.filter(isColour).map((token) => [token.name, token])))
  const texts = [...colours.keys()].filter((name) => name === "ink-soft" || !NO_TEXT.test(name))
  const named = [...texts.flatMap((text) => SURFACES.map((ground) => [text, ground] as const)), ...OWN]
  return named.flatMap(([text, ground]) => {
    const [one, other] = [colours.get(text), colours.get(ground)]
    if (!one || !other) throw new Error(`tokens.css has no --${one ? ground : text}`)
    return [{ text, ground, light: contrast(one.light, other.light), dark: contrast(one.dark, other.dark) }]
  })
}
