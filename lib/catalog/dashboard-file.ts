import { z } from "zod"

/** Units by their Grafana id, so that one word means the same in the file, in Grafana and on the site. */
export const Unit = z.enum([
  "none",
  "short",
  "percent", // 0 to 100
  "percentunit", // 0 to 1
  "bytes", // 1024
  "decbytes", // 1000
  "Bps",
  "binBps",
  "bps",
  "bits",
  "s",
  "ms",
  "ns",
  "dateTimeFromNow",
  "ops",
  "reqps",
  "rps",
  "wps",
  "iops",
  "cps",
  "pps",
  "hertz",
  "celsius",
  "bool_yes_no",
  "bool_on_off",
])
export type Unit = z.infer<typeof Unit>

const Color = z.enum(["green", "yellow", "orange", "red", "blue", "purple", "text"])

const Query = z.strictObject({
  expr: z.string().min(1),
  /** Series name with labels in double braces: "{{instance}} read". */
  legend: z.string().default(""),
})

/** One picture of a dashboard. The grid is 24 columns wide; panels of a row flow from left to right. */
export const Panel = z.strictObject({
  title: z.string().min(1),
  kind: z.enum(["timeseries", "stat", "gauge", "bargauge", "table"]),
  description: z.string().optional(),
  unit: Unit.default("short"),
  decimals: z.int().min(0).max(6).optional(),
  width: z.int().min(2).max(24).default(12),
  height: z.int().min(2).max(24).default(8),
  min: z.number().optional(),
  max: z.number().optional(),
  stack: z.boolean().default(false),
  queries: z.array(Query).min(1),
  /** Colours from a value upwards, lowest first; below the first one everything is fine. */
  thresholds: z.array(z.strictObject({ value: z.number(), color: Color })).default([]),
  /** Words in place of values: 0 is "Down". */
  mappings: z.array(z.strictObject({ value: z.number(), text: z.string(), color: Color.optional() })).default([]),
})
export type Panel = z.infer<typeof Panel>

/** A choice above the dashboard: the values that `label` has on the series that `metric` selects. */
export const Variable = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  label: z.string().optional(),
  metric: z.string().min(1),
  values: z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/),
  multi: z.boolean().default(true),
})
export type Variable = z.infer<typeof Variable>

/** The content of `dashboards/*.yaml`: small enough to review, rendered to Grafana JSON and others. */
export const DashboardFile = z.strictObject({
  title: z.string().min(1),
  description: z.string().min(1),
  tags: z.array(z.string()).default([]),
  /** How far back the dashboard looks when it opens. */
  range: z.string().default("6h"),
  refresh: z.string().default("1m"),
  variables: z.array(Variable).default([]),
  rows: z.array(z.strictObject({ title: z.string().min(1), panels: z.array(Panel).min(1) })).min(1),
})
export type DashboardFile = z.infer<typeof DashboardFile>
