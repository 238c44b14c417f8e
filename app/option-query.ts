import { targets } from "@/lib/bundle/all"
import type { Parameter } from "@/lib/catalog/parameter"
import type { RawValues } from "@/lib/catalog/parameter-values"

/** What a target asks for beside the parameters of the entry; nothing for a target that there is not. */
export function optionsOf(target: string): readonly Parameter[] {
  return targets.find(({ id }) => id === target)?.options ?? []
}

/**
 * The options of the chosen target, as `o.<option>` in a URL. Those of other targets stay behind in a form when one
 * changes one's mind, so they are passed over.
 */
export function readOptionQuery(target: string, params: URLSearchParams): RawValues {
  const values: Record<string, string | string[]> = {}
  for (const { name, type } of optionsOf(target)) {
    const given = params.getAll(`o.${name}`).map((text) => text.trim())
    const texts = type === "list" ? given.flatMap((text) => text.split(/[\n,]/)).map((text) => text.trim()) : given
    const filled = texts.filter(Boolean)
    if (filled[0] !== undefined) values[name] = type === "list" ? filled : filled[0]
  }
  return values
}

/** Writes them back. */
export function putOptionQuery(search: URLSearchParams, options: RawValues): void {
  for (const [name, value] of Object.entries(options))
    for (const text of [value].flat()) search.append(`o.${name}`, text)
}

/** The flags of the CLI that say the same. */
export function optionFlags(options: RawValues): [flag: string, value: string][] {
  return Object.entries(options).map(([name, value]) => [
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    typeof value === "string" ? value : value.join(","),
  ])
}
