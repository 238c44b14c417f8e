import type { BundleRequest } from "@/lib/bundle/bundle"
import type { Parameter } from "@/lib/catalog/parameter"
import { chartParameters } from "./parameters"

type Json = Record<string, unknown>

// The same limits as parameterValues() has, in regular expressions that Go (Helm) and JavaScript (editors) read alike.
const ONE_LINE = "^[^\\x00-\\x1f\\x7f-\\x9f\u2028\u2029]*$"
const DURATION = "^(0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$"
const LABEL_KEY = "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"
const LABEL_VALUE = "^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$"
const RESERVED = "^(app\\.kubernetes\\.io|applyset\\.kubernetes\\.io|exporterhub\\.io)/"
const IMAGE = "^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+:[A-Za-z0-9_.-]+(@sha256:[0-9a-f]{64})?$"

/** The JSON Schema of a chart's values: what Helm refuses to install with. Made from the entries' typed parameters. */
export function valuesSchema(request: BundleRequest): Json {
  const [only] = request.items
  const own = request.items.map((item): [string, Json] => [
    item.entry.id,
    entrySchema(chartParameters(item), !!item.entry.versions[0]?.image),
  ])
  const settings = request.items.length === 1 && only ? (own[0]?.[1].properties as Json) : Object.fromEntries(own)
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Values of the chart ${request.name}`,
    type: "object",
    additionalProperties: false,
    required: Object.keys(settings),
    properties: {
      // Helm passes it down to every chart that is a dependency of another.
      global: { type: "object" },
      labels: {
        description: "Labels on monitors and rules, so that your Prometheus selects them",
        type: "object",
        propertyNames: { pattern: LABEL_KEY, not: { pattern: RESERVED } },
        additionalProperties: { type: "string", pattern: LABEL_VALUE },
      },
      ...settings,
    },
  }
}

function entrySchema(parameters: readonly Parameter[], hasImage: boolean): Json {
  const image = { description: "Image of the exporter", type: "string", pattern: IMAGE }
  return {
    type: "object",
    additionalProperties: false,
    required: ["parameters"],
    properties: {
      ...(hasImage ? { image } : {}),
      parameters: {
        type: "object",
        additionalProperties: false,
        required: parameters.filter(({ required }) => required).map(({ name }) => name),
        properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, parameterSchema(parameter)])),
      },
    },
  }
}

function parameterSchema(parameter: Parameter): Json {
  const schema: Json = { description: parameter.description, ...valueSchema(parameter) }
  return parameter.required ? schema : { ...schema, type: [schema.type, "null"] }
}

function valueSchema(parameter: Parameter): Json {
  switch (parameter.type) {
    case "integer":
      return { type: "integer", ...limit("minimum", parameter.min), ...limit("maximum", parameter.max) }
    case "boolean":
      return { type: "boolean" }
    case "enum":
      return { type: "string", enum: parameter.required ? parameter.options : [...parameter.options, null] }
    case "duration":
      return { type: "string", pattern: DURATION, minLength: 1 }
    case "list":
      return {
        type: "array",
        items: textSchema(parameter.pattern ?? ".+"),
        ...(parameter.required ? { minItems: 1 } : {}),
      }
    case "secretRef":
      return SECRET
    case "url":
      return urlSchema(parameter.schemes, parameter.required)
    case "string":
      return textSchema(parameter.pattern, parameter.required)
  }
}

const SECRET = {
  type: "object",
  additionalProperties: false,
  required: ["secret", "key"],
  properties: {
    secret: { description: "Name of the Secret", type: "string", pattern: "^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$" },
    key: { description: "Key in the Secret", type: "string", pattern: "^[-._a-zA-Z0-9]{1,253}$" },
  },
}

function textSchema(pattern?: string, required = false): Json {
  const patterns = pattern === undefined ? {} : { allOf: [{ pattern: `^(?:${pattern})$` }] }
  return { type: "string", pattern: ONE_LINE, maxLength: 2048, ...(required ? { minLength: 1 } : {}), ...patterns }
}

function urlSchema(schemes: readonly string[], required: boolean): Json {
  const scheme = schemes.map((name) => name.replace(/[.+]/g, "\\$&")).join("|")
  return {
    ...textSchema(undefined, required),
    allOf: [
      { pattern: `^(?:${scheme})://[^\\s"'<>\\\\^\`{|}]+$` },
      // A password belongs into a Secret.
      { not: { pattern: "^[a-z][a-z0-9+.-]*://[^/?#@]*:[^/?#@]+@" } },
    ],
  }
}

function limit(name: string, value: number | undefined): Json {
  return value === undefined ? {} : { [name]: value }
}
