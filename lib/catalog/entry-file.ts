import { z } from "zod"
import { durationMs } from "@/lib/promql/duration"
import { Parameter } from "./parameter"

const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be kebab-case")
const Url = z.url({ protocol: /^https?$/ })
const Duration = z.string().refine((text) => durationMs(text) !== undefined, "must be a duration such as 30s")
const Port = z.int().min(1).max(65_535)
const ParamRef = z.strictObject({ param: z.string() })
const Quantity = z
  .string()
  .regex(/^\d+(\.\d+)?(m|Ki|Mi|Gi|k|M|G)?$/, "must be a Kubernetes quantity such as 64Mi or 100m")

/** The shelves of the catalog. */
export const Category = z.enum([
  "cache",
  "database",
  "hardware",
  "kubernetes",
  "messaging",
  "monitoring",
  "network",
  "operating-system",
  "runtime",
  "security",
  "storage",
  "web",
])
export type Category = z.infer<typeof Category>

/** One released version of the exporter that the entry is proven against. */
export const Version = z.strictObject({
  version: z.string().regex(/^\d+(\.\d+)*([-+.][\w.]+)?$/, "must be a version number without a leading v"),
  /** Full image reference; a digest behind the tag where it is known. Left out for software that exposes metrics itself. */
  image: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+:[\w.-]+(@sha256:[0-9a-f]{64})?$/, "must be registry/name:tag")
    .optional(),
  /** The recorded scrape of the software in its normal state. */
  capture: z.string(),
  /** Further recordings of the same version: a replica, a broken target, one probe module. */
  states: z.array(z.strictObject({ name: Id, description: z.string().min(1), capture: z.string() })).default([]),
})
export type Version = z.infer<typeof Version>

/** A metric that the exporter has although no capture shows it: with the place that says so, and why it was not seen. */
export const DeclaredMetric = z.strictObject({
  name: z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/),
  type: z.enum(["counter", "gauge", "histogram", "summary", "untyped"]),
  labels: z.array(z.string()).default([]),
  help: z.string().min(1),
  source: Url,
  reason: z.string().min(1),
})
export type DeclaredMetric = z.infer<typeof DeclaredMetric>

/** How Prometheus reaches the metrics. */
export const Scrape = z.strictObject({
  /** The `job` label that rules and dashboards of this entry rely on. */
  job: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  port: Port,
  path: z.string().startsWith("/").default("/metrics"),
  scheme: z.enum(["http", "https"]).default("http"),
  interval: Duration.default("30s"),
  timeout: Duration.optional(),
  /**
   * The parameter that says what is monitored. Its host and port become the `instance` label, so that alerts name the
   * database and not the pod of the exporter, and survive its restarts.
   */
  instance: ParamRef.optional(),
})
export type Scrape = z.infer<typeof Scrape>

/** For exporters that probe targets on Prometheus' behalf: one scrape per target, with the target as a URL parameter. */
export const Probe = z.strictObject({
  job: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  path: z.string().startsWith("/"),
  interval: Duration.default("30s"),
  timeout: Duration.optional(),
  /** The list parameter that holds the targets; each becomes the `instance` label. */
  targets: ParamRef,
  /** The parameter that names the module. */
  module: ParamRef.optional(),
})
export type Probe = z.infer<typeof Probe>

/** One argument: a literal, or a flag whose value is a parameter (left out when the parameter is unset or false). */
const Argument = z.union([
  z.string(),
  z.strictObject({
    flag: z.string().startsWith("-"),
    param: z.string(),
    /** "flag=value" (default), "flag" and "value" apart, or only the flag (for booleans). */
    style: z.enum(["equals", "separate", "switch"]).default("equals"),
  }),
])
export type Argument = z.infer<typeof Argument>

/** A YAML tree in which `{ param: name }` stands for a parameter's value. Never a text template. */
const ConfigTree: z.ZodType<unknown> = z.unknown()

/** The workload that runs the exporter: values of an object tree, never a text template. */
export const Deploy = z.strictObject({
  workload: z.enum(["Deployment", "DaemonSet", "StatefulSet", "none"]),
  args: z.array(Argument).default([]),
  env: z.record(z.string().regex(/^[A-Z_][A-Z0-9_]*$/), z.union([z.string(), ParamRef])).default({}),
  /** Configuration files, mounted from a ConfigMap that belongs to the bundle. */
  files: z.array(z.strictObject({ path: z.string().startsWith("/"), yaml: ConfigTree })).default([]),
  /** HTTP path that answers 200 when the exporter is able to work, for the readiness and liveness probes. */
  health: z.string().startsWith("/").default("/"),
  resources: z
    .strictObject({ cpu: Quantity, memory: Quantity, memoryLimit: Quantity })
    .default({ cpu: "10m", memory: "32Mi", memoryLimit: "128Mi" }),
  /** The numeric user of the image; pods run as non-root unless `privileges` says otherwise. */
  user: z.int().min(0).default(65_534),
  /** A DaemonSet also runs on tainted nodes (control planes). */
  everyNode: z.boolean().default(false),
  /** Everything beyond the "restricted" pod security standard, with the reason that the plan shows to the user. */
  privileges: z
    .strictObject({
      reason: z.string().min(20),
      hostNetwork: z.boolean().default(false),
      hostPID: z.boolean().default(false),
      capabilities: z.array(z.string().regex(/^[A-Z_]+$/)).default([]),
      hostPaths: z
        .array(
          z.strictObject({
            path: z.string().startsWith("/"),
            mount: z.string().startsWith("/"),
            propagation: z.enum(["None", "HostToContainer"]).default("None"),
          }),
        )
        .default([]),
    })
    .optional(),
  /** Rights that the exporter needs on the Kubernetes API; a ServiceAccount is made for it. */
  rbac: z
    .strictObject({
      scope: z.enum(["cluster", "namespace"]),
      rules: z.array(
        z.strictObject({ apiGroups: z.array(z.string()), resources: z.array(z.string()), verbs: z.array(z.string()) }),
      ),
    })
    .optional(),
})
export type Deploy = z.infer<typeof Deploy>

/** The content of `entry.yaml`. */
export const EntryFile = z.strictObject({
  schema: z.literal("exporterhub/v1"),
  kind: z.enum(["exporter", "native", "rules", "stack"]),
  title: z.string().min(1).max(60),
  summary: z.string().min(20).max(160),
  category: Category,
  tags: z.array(z.string()).default([]),
  /** What people type when they look for it. */
  aliases: z.array(z.string()).default([]),
  /** A simple-icons slug. */
  icon: z.string().optional(),
  /** Id of the software that is monitored, by which people filter; where it is left out, the icon's slug says it. */
  software: Id.optional(),
  source: Url,
  license: z.string().min(1),
  links: z.array(z.strictObject({ title: z.string().min(1), url: Url })).default([]),
  maintainers: z.array(z.string().regex(/^[A-Za-z0-9-]+$/)).min(1),
  versions: z.array(Version).min(1),
  scrape: Scrape,
  probe: Probe.optional(),
  parameters: z.array(Parameter).default([]),
  deploy: Deploy,
  metrics: z.array(DeclaredMetric).default([]),
})
export type EntryFile = z.infer<typeof EntryFile>
