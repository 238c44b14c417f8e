import type { Dialect } from "./profile"

/** What a parameter takes: a type of Prometheus, or "any". */
export type Parameter = "string" | "samples" | "sample" | "any"

/** What a function gives back; "special" where it depends on what it is given. */
export type Result = "string" | "html" | "float" | "int" | "bool" | "samples" | "sample" | "time" | "args" | "special"

export interface Signature {
  /** The parameters that must be given. */
  parameters: readonly Parameter[]
  /** What may follow them, any number of times unless `most` bounds all arguments. */
  rest?: Parameter
  most?: number
  result: Result
}

const text = (result: Result = "string"): Signature => ({ parameters: ["string"], result })
const number: Signature = { parameters: ["any"], result: "string" }
const anything = (result: Result): Signature => ({ parameters: [], rest: "any", result })
const comparison: Signature = { parameters: ["any", "any"], result: "bool" }

/** Prometheus' own, from its documentation of template functions. */
const PROMETHEUS: Readonly<Record<string, Signature>> = {
  args: anything("args"),
  externalURL: { parameters: [], result: "string" },
  first: { parameters: ["samples"], result: "sample" },
  graphLink: text(),
  humanize: number,
  humanize1024: number,
  humanizeDuration: number,
  humanizePercentage: number,
  humanizeTimestamp: number,
  label: { parameters: ["string", "sample"], result: "string" },
  match: { parameters: ["string", "string"], result: "bool" },
  parseDuration: text("float"),
  pathPrefix: { parameters: [], result: "string" },
  query: text("samples"),
  reReplaceAll: { parameters: ["string", "string", "string"], result: "string" },
  safeHtml: text("html"),
  sortByLabel: { parameters: ["string", "samples"], result: "samples" },
  stripDomain: text(),
  stripPort: text(),
  strvalue: { parameters: ["sample"], result: "string" },
  tableLink: text(),
  title: text(),
  toLower: text(),
  toTime: { parameters: ["any"], result: "time" },
  toUpper: text(),
  value: { parameters: ["sample"], result: "float" },
}

const NEW: Readonly<Record<string, Signature>> = {
  now: { parameters: [], result: "float" },
  toDuration: { parameters: ["any"], result: "time" },
  urlQueryEscape: text(),
}

/** Go's own, from the documentation of text/template. */
const GO: Readonly<Record<string, Signature>> = {
  and: { parameters: ["any"], rest: "any", result: "special" },
  call: { parameters: ["any"], rest: "any", result: "special" },
  eq: { parameters: ["any", "any"], rest: "any", result: "bool" },
  ge: comparison,
  gt: comparison,
  html: anything("string"),
  index: { parameters: ["any"], rest: "any", result: "special" },
  js: anything("string"),
  le: comparison,
  len: { parameters: ["any"], result: "int" },
  lt: comparison,
  ne: comparison,
  not: { parameters: ["any"], result: "bool" },
  or: { parameters: ["any"], rest: "any", result: "special" },
  print: anything("string"),
  printf: { parameters: ["string"], rest: "any", result: "string" },
  println: anything("string"),
  slice: { parameters: ["any"], rest: "any", most: 4, result: "special" },
  urlquery: anything("string"),
}

const OLD_FUNCTIONS = new Map(Object.entries({ ...GO, ...PROMETHEUS }))
const ALL_FUNCTIONS = new Map([...OLD_FUNCTIONS, ...Object.entries(NEW)])

/** The signature of a function that templates of alerts may call; undefined when there is none of that name. */
export function signature(name: string, { newFunctions }: Dialect): Signature | undefined {
  return (newFunctions ? ALL_FUNCTIONS : OLD_FUNCTIONS).get(name)
}
