import type { Parameter } from "@/lib/catalog/parameter"
import { type ParameterValue, valueText } from "@/lib/catalog/parameter-values"
import type { BundleRequest } from "./bundle"

/** The value of one of the target's options: what was asked for, else its default; undefined when it is unset. */
export function option(request: BundleRequest, parameter: Parameter): ParameterValue | undefined {
  const asked = request.options?.[parameter.name]
  return asked ?? ("default" in parameter ? parameter.default : undefined)
}

/** The same as text; undefined when it is unset. */
export function optionText(request: BundleRequest, parameter: Parameter): string | undefined {
  const value = option(request, parameter)
  return value === undefined ? undefined : valueText(value)
}
