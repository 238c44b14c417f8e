import { z } from "zod"
import { durationMs } from "@/lib/promql/duration"

const Base = {
  /** What the CLI's --set, the form on the site and values.schema.json call it. */
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/, "must be lowerCamelCase"),
  description: z.string().min(1),
  /** A required parameter has neither a default nor may it be left out. */
  required: z.boolean().default(false),
}

const StringParameter = z.strictObject({
  ...Base,
  type: z.literal("string"),
  default: z.string().optional(),
  example: z.string().optional(),
  /** A regular expression that the whole value must match (RE2 and JavaScript agree on it). */
  pattern: z.string().optional(),
})
const UrlParameter = z.strictObject({
  ...Base,
  type: z.literal("url"),
  default: z.string().optional(),
  example: z.string().optional(),
  /** Schemes that the software understands, such as redis and rediss. */
  schemes: z.array(z.string()).default(["http", "https"]),
})
const IntegerParameter = z.strictObject({
  ...Base,
  type: z.literal("integer"),
  default: z.int().optional(),
  example: z.int().optional(),
  min: z.int().optional(),
  max: z.int().optional(),
})
const BooleanParameter = z.strictObject({
  ...Base,
  type: z.literal("boolean"),
  default: z.boolean().optional(),
  example: z.boolean().optional(),
})
const DurationParameter = z.strictObject({
  ...Base,
  type: z.literal("duration"),
  default: z.string().refine(isDuration, "must be a duration such as 30s").optional(),
  example: z.string().refine(isDuration, "must be a duration such as 30s").optional(),
})
const EnumParameter = z.strictObject({
  ...Base,
  type: z.literal("enum"),
  options: z.array(z.string()).min(1),
  default: z.string().optional(),
  example: z.string().optional(),
})
/** Several values of one kind, such as the URLs that a prober checks. */
const ListParameter = z.strictObject({
  ...Base,
  type: z.literal("list"),
  default: z.array(z.string()).optional(),
  example: z.array(z.string()).optional(),
  /** A regular expression that every item must match. */
  pattern: z.string().optional(),
})
/** Where a secret value lies: never the value itself. Written as `secret-name/key`. */
const SecretParameter = z.strictObject({
  ...Base,
  type: z.literal("secretRef"),
  example: z.string().optional(),
})

/** One typed setting of an entry; the form on the site, `--set` and the bundle all come from it. */
export const Parameter = z.discriminatedUnion("type", [
  StringParameter,
  UrlParameter,
  IntegerParameter,
  BooleanParameter,
  DurationParameter,
  EnumParameter,
  ListParameter,
  SecretParameter,
])
export type Parameter = z.infer<typeof Parameter>

function isDuration(text: string): boolean {
  return durationMs(text) !== undefined
}
