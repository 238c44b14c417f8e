import type { Labels } from "@/lib/evaluate/vector"

/** Labels as PromQL writes them; the job stands on every series of an exporter and is left out. */
export function labelText(labels: Labels): string {
  const shown = Object.entries(labels).filter(([name]) => name !== "job")
  return shown.length === 0 ? "{}" : shown.map(([name, value]) => `${name}="${value}"`).join(" ")
}

const UNITS: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
]

/** A time since the start of a test: "1h30m"; "0" for the start. */
export function shortTime(ms: number): string {
  let rest = Math.round(ms / 1000) * 1000
  const parts = UNITS.flatMap(([unit, size]) => {
    const amount = Math.floor(rest / size)
    rest -= amount * size
    return amount > 0 ? [`${amount}${unit}`] : []
  })
  return parts.slice(0, 2).join("") || "0"
}
