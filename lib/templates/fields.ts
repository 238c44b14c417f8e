import type { Span } from "./ast"
import { typeName } from "./call"
import { type Dialect, dialect, type Profile } from "./profile"
import { UNKNOWN, type Value } from "./value"

/**
 * The field of a value, or why it has none. Labels of the alert and of the server are read elsewhere. `span` is that of the
 * whole chain.
 */
export function fieldOf(value: Value, name: string, span: Span, profile: Profile): Value | { fault: string } {
  const { type } = value
  if (type === "labels") return { type: "string" }
  if (type === "data") return dataField(name, span)
  if (type === "sample") {
    if (name === "Labels") return { type: "labels" }
    return name === "Value" ? { type: "float" } : { fault: `a sample has no .${name}, only .Labels and .Value` }
  }
  if (["string", "html", "int", "bool", "samples"].includes(type))
    return { fault: `${typeName(type)} has no field ${name}` }
  if (type === "float" && !mayBeOfHistogram(name, dialect(profile))) return { fault: `a number has no field ${name}` }
  return UNKNOWN
}

function dataField(name: string, { start, end }: Span): Value | { fault: string } {
  if (name === "Labels") return { type: "labels", owner: "alert" }
  if (name === "ExternalLabels") return { type: "labels", owner: "external" }
  if (name === "ExternalURL") return { type: "string" }
  if (name === "Value") return { type: "float", shown: [{ steps: [], start, end }] }
  return { fault: `there is no .${name}: a template has .Labels, .ExternalLabels, .ExternalURL and .Value` }
}

function mayBeOfHistogram(name: string, { histograms }: Dialect): boolean {
  return histograms && /^\p{Lu}/u.test(name)
}
