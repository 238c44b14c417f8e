import type { Unit } from "@/lib/checks/metric-unit"
import { unitWords } from "@/lib/checks/unit-words"
import { durationWords } from "@/lib/promql/duration-words"
import { printNumber } from "@/lib/promql/print"

/** A threshold as people say it: "90 %", "1 hour and 30 minutes", "2 GiB"; undefined where the plain number is all. */
export function valueWords(value: number, unit: Unit | undefined): string | undefined {
  if (!unit || !Number.isFinite(value)) return undefined
  if (unit.dimension === "share") return `${rounded(value * unit.scale * 100)} %`
  if (unit.perSecond) return undefined
  if (unit.dimension === "time" && value >= 0 && Math.abs(value * unit.scale) >= 60)
    return durationWords(Math.round(value * unit.scale * 1000))
  if (unit.dimension === "data" && value * unit.scale >= 1024) return bytes(value * unit.scale)
  return undefined
}

/** The unit of what is compared; "no unit" for what is counted. */
export function unitText(unit: Unit | undefined): string {
  if (!unit) return "not told by the names"
  if (unit.dimension === "share") return unit.scale === 1 ? "ratio, 1 is the whole" : "percent"
  if (unit.dimension === "number") return unit.perSecond ? "per second" : "count"
  return unitWords(unit) ?? unit.dimension
}

function bytes(size: number): string {
  const power = Math.min(5, Math.floor(Math.log2(size) / 10))
  return `${rounded(size / 1024 ** power)} ${["B", "KiB", "MiB", "GiB", "TiB", "PiB"][power]}`
}

function rounded(value: number): string {
  return printNumber(Number(value.toPrecision(4)))
}
