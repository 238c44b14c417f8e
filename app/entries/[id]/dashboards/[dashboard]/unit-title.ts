import type { Unit } from "@/lib/catalog/dashboard-file"

const TITLES: Record<Unit, string> = {
  none: "no unit",
  short: "a number",
  percent: "percent",
  percentunit: "percent of 0 to 1",
  bytes: "bytes (1024)",
  decbytes: "bytes (1000)",
  Bps: "bytes per second (1000)",
  binBps: "bytes per second (1024)",
  bps: "bits per second",
  bits: "bits",
  s: "seconds",
  ms: "milliseconds",
  ns: "nanoseconds",
  dateTimeFromNow: "time from now",
  ops: "operations per second",
  reqps: "requests per second",
  rps: "reads per second",
  wps: "writes per second",
  iops: "input and output operations per second",
  cps: "counts per second",
  pps: "packets per second",
  hertz: "hertz",
  celsius: "degrees Celsius",
  bool_yes_no: "yes or no",
  bool_on_off: "on or off",
}

/** What a unit of Grafana is called. */
export function unitTitle(unit: Unit): string {
  return TITLES[unit]
}
