import type { DocumentType } from "./engine"
import type { Question } from "./question"
import { squeezed } from "./words"

/** A thing with its title and, for an entry, the other names that are its own; the first name of a runbook is its alert. */
export interface Named {
  type: DocumentType
  title: string
  names: readonly string[]
}

/** Types whose titles are sentences. */
export const SENTENCES: readonly DocumentType[] = ["panel", "runbook"]

/**
 * The names of a thing, squeezed: its title, of an entry all its names, of a runbook that of its alert. One word is no name
 * for a panel: there are too many called "Memory".
 */
export function exactNames({ type, title, names }: Named): string[] {
  const more = type === "entry" ? names : type === "runbook" ? names.slice(0, 1) : []
  const own = type === "panel" && !/\s/.test(title) ? [] : [title]
  return [...new Set([...own, ...more].map(squeezed))].filter((name) => name !== "")
}

/** Things by the names that are theirs as a whole. */
export class ExactNames {
  readonly #things = new Map<string, number[]>()
  readonly #types: readonly DocumentType[]

  constructor(named: readonly Named[]) {
    this.#types = named.map(({ type }) => type)
    for (const [thing, one] of named.entries()) {
      for (const name of exactNames(one)) {
        const things = this.#things.get(name)
        if (things) things.push(thing)
        else this.#things.set(name, [thing])
      }
    }
  }

  /** The things whose name a question is; where it names a type beside the name ("redis dashboard"), only of that type. */
  of({ name, bareName, types }: Question): number[] {
    const bare = this.#things.get(bareName) ?? []
    return [...(this.#things.get(name) ?? []), ...bare.filter((thing) => types[this.#types[thing] ?? "entry"])]
  }
}
