/** A custom property of app/tokens.css. Colours have two values, everything else has the same one twice. */
export interface Token {
  name: string
  light: string
  dark: string
}

/** Tokens below one comment of the file. */
export interface TokenGroup {
  words: string
  tokens: Token[]
}

/** The tokens of the first rule of a style sheet, in its order, by the comments that stand above them. */
export function tokenGroups(css: string): TokenGroup[] {
  const rule = /:root\s*\{([\s\S]*?)\n\}/.exec(css)?.[1] ?? ""
  const groups: TokenGroup[] = []
  for (const { groups: part } of rule.matchAll(/\/\*(?<words>[\s\S]*?)\*\/|(?<name>--[\w-]+):(?<value>[^;]+);/g)) {
    if (part?.words !== undefined) groups.push({ words: part.words.trim().replace(/\s+/g, " "), tokens: [] })
    else if (part?.name && part.value) groups.at(-1)?.tokens.push(token(part.name.slice(2), part.value.trim()))
  }
  return groups.filter(({ tokens }) => tokens.length > 0)
}

function token(name: string, value: string): Token {
  const pick = (which: 1 | 2): string => value.replace(/light-dark\(([^,()]+),\s*([^()]+)\)/g, `$${which}`)
  return { name, light: pick(1), dark: pick(2) }
}

/** Whether a token is a plain colour such as #0b6652. */
export function isColour({ light }: Token): boolean {
  return /^#[0-9a-f]{6}$/i.test(light)
}

/** The contrast ratio of two opaque colours, 1 to 21, as WCAG 2 defines it. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
