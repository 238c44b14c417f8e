import type { Parameter } from "@/lib/catalog/parameter"
import type { BundleRequest } from "./bundle"
import { option } from "./option"

const KEY = "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"
const VALUE = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?"

/** An option that selects objects by label: key=value, several with commas. */
export function labelOption(name: string, description: string, preset?: string): Parameter {
  const pattern = `${KEY}=${VALUE}`
  return {
    name,
    type: "list",
    description,
    required: false,
    pattern,
    ...(preset === undefined ? {} : { default: [preset] }),
  }
}

/** The labels of such an option; none when it is unset. */
export function pairsOf(request: BundleRequest, selector: Parameter): Record<string, string> {
  const value = option(request, selector)
  const texts: readonly string[] = Array.isArray(value) ? value : []
  return Object.fromEntries(texts.map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]))
}
