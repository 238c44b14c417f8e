import type { Argument, Deploy } from "@/lib/catalog/entry-file"
import { type ParameterValue, type ParameterValues, valueText } from "@/lib/catalog/parameter-values"
import { HubError } from "@/lib/error"

/** The command line of the exporter. Flags whose parameter is unset, or false for a switch, are left out. */
export function renderArguments(args: readonly Argument[], values: ParameterValues): string[] {
  return args.flatMap((arg) => {
    if (typeof arg === "string") return [arg]
    const value = values[arg.param]
    if (value === undefined) return []
    refuseSecret(arg.param, value)
    if (arg.style === "switch") return value === true ? [arg.flag] : []
    const items = (Array.isArray(value) ? value : [valueText(value)]).map(literal)
    return items.flatMap((item) => (arg.style === "separate" ? [arg.flag, item] : [`${arg.flag}=${item}`]))
  })
}

/** Environment of the exporter's container: literals, values, and references to keys of Secrets. */
export function renderEnv(env: Deploy["env"], values: ParameterValues): Record<string, unknown>[] {
  return Object.entries(env).flatMap(([name, source]): Record<string, unknown>[] => {
    if (typeof source === "string") return [{ name, value: source }]
    const value = values[source.param]
    if (value === undefined) return []
    if (isSecret(value)) return [{ name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } }]
    return [{ name, value: literal(valueText(value)) }]
  })
}

/** A configuration tree with every `{ param: name }` node replaced by that value; unset ones leave no key behind. */
export function renderTree(tree: unknown, values: ParameterValues): unknown {
  if (Array.isArray(tree)) return tree.map((item) => renderTree(item, values)).filter((item) => item !== undefined)
  if (typeof tree !== "object" || tree === null) return tree
  const keys = Object.keys(tree)
  if (keys.length === 1 && keys[0] === "param") {
    const name = String((tree as { param: unknown }).param)
    const value = values[name]
    if (value !== undefined) refuseSecret(name, value)
    return value
  }
  return Object.fromEntries(
    Object.entries(tree)
      .map(([key, item]) => [key, renderTree(item, values)] as const)
      .filter(([, item]) => item !== undefined),
  )
}

/** Kubernetes replaces `$(NAME)` by an environment variable, be it a password; in a user's value that is just text. */
function literal(text: string): string {
  return text.replaceAll("$(", "$$$$(")
}

function isSecret(value: ParameterValue): value is Extract<ParameterValue, { secret: string }> {
  return typeof value === "object" && "secret" in value
}

/** Arguments and files are readable by anyone who sees the pod; a secret belongs into `env`. */
function refuseSecret(name: string, value: ParameterValue): void {
  if (isSecret(value)) throw new HubError("usage", `The secret parameter ${name} may only be used in deploy.env`)
}
