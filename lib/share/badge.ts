import { escapeXml } from "@/lib/xml"

/** Widths of the characters of Verdana at 110 units to the em, as browsers measure them; others are as wide as "n". */
const WIDTHS: Readonly<Record<string, number>> = {
  ...each("ijl", 30),
  ...each("I|.,:;'! ", 40),
  ...each("ft()[]r/-", 46),
  ...each("sczkvxy", 58),
  ...each("JTLFKSEZPYVXBCA", 74),
  ...each("GRDUNHOQ", 82),
  ...each("mMwW%@", 104),
}
const OTHER = 68
const HEIGHT = 20
const PADDING = 7

/** What a badge says: the name of the site and one fact. */
export interface Badge {
  label: string
  message: string
  /** Whether the message is good news in full, in part, or none at all. */
  tone: "good" | "partial" | "none"
}

/** White text has a contrast of at least 4.5 on each of these. */
const COLORS: Record<Badge["tone"] | "label", string> = {
  good: "#0b6652",
  partial: "#7d4b00",
  none: "#5d6561",
  label: "#30363d",
}

/** A badge as SVG: two fields side by side, with a text for who cannot see it. Nothing is loaded from elsewhere. */
export function badgeSvg({ label, message, tone }: Badge): string {
  const [left, right] = [textWidth(label) + 2 * PADDING, textWidth(message) + 2 * PADDING]
  const name = escapeXml(`${label}: ${message}`)
  const text = (x: number, words: string): string =>
    `<text x="${x + PADDING}" y="14" textLength="${textWidth(words)}" lengthAdjust="spacingAndGlyphs">${escapeXml(words)}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${name}"><title>${name}</title><clipPath id="r"><rect width="${left + right}" height="${HEIGHT}" rx="4"/></clipPath><g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="${COLORS.label}"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${COLORS[tone]}"/></g><g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">${text(0, label)}${text(left, message)}</g></svg>\n`
}

/** The badge of an entry with so many alerts, of which so many are proven. */
export function alertBadge({ proven, total }: { proven: number; total: number }): Badge {
  const label = "ExporterHub"
  if (total === 0) return { label, message: "no alerts", tone: "none" }
  const noun = total === 1 ? "alert" : "alerts"
  if (proven === total) return { label, message: `${total} ${noun} proven`, tone: "good" }
  return { label, message: `${proven} of ${total} ${noun} proven`, tone: "partial" }
}

/** Width of a text in pixels at a font size of 11. */
function textWidth(text: string): number {
  return Math.round([...text].reduce((sum, char) => sum + (WIDTHS[char] ?? OTHER), 0) / 10)
}

function each(chars: string, width: number): Record<string, number> {
  return Object.fromEntries([...chars].map((char) => [char, width]))
}
