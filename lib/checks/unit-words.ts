import type { Dimension, Unit } from "./metric-unit"

const WORDS: Readonly<Record<Dimension, readonly [number, string][]>> = {
  time: [
    [1, "seconds"],
    [1e-3, "milliseconds"],
    [1e-6, "microseconds"],
    [1e-9, "nanoseconds"],
    [60, "minutes"],
    [3600, "hours"],
    [86_400, "days"],
  ],
  instant: [
    [1, "seconds since 1970"],
    [1e-3, "milliseconds since 1970"],
  ],
  data: [
    [1, "bytes"],
    [1 / 8, "bits"],
    [1024, "kilobytes"],
    [1000, "kilobytes"],
    [1024 ** 2, "megabytes"],
    [1e6, "megabytes"],
    [1024 ** 3, "gigabytes"],
    [1e9, "gigabytes"],
  ],
  share: [
    [1, "a ratio of 0 to 1"],
    [0.01, "percent"],
  ],
  temperature: [[1, "degrees Celsius"]],
  number: [[1, "a number"]],
}

/** A unit in words: "milliseconds", "bytes per second"; undefined when there is no word for it. */
export function unitWords({ dimension, scale, perSecond }: Unit): string | undefined {
  const word = WORDS[dimension].find(([size]) => Math.abs(size / scale - 1) < 1e-6)?.[1]
  return word !== undefined && perSecond ? `${word} per second` : word
}
