import { durationMs } from "@/lib/promql/duration"

/** A field of a subject with the milliseconds of a duration; no field where there is no text or it is no duration. */
export function durationField<K extends string>(key: K, text: string | undefined): { [key in K]?: number } {
  const ms = text === undefined ? undefined : durationMs(text)
  return ms === undefined ? {} : ({ [key]: ms } as { [key in K]?: number })
}
