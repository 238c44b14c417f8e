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

/** The names of a thing, squeezed: its title, of an entry all its names, of a runbook that of its alert. */
export function exactNames({ type, title, names }: Named): string[] {
  const more = type === "entry" ? names : type === "runbook" ? names.slice(0, 1) : []
  return [...new Set([title, ...more].map(squeezed))].filter((name) => name !== "")
}

/**
 * Things by the names that are theirs as a whole. Titles of panels and runbooks are sentences, which other things may have
 * as a name: they count only for questions that want a panel or a runbook.
 */
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
    const wanted = (thing: number): boolean => types[this.#types[thing] ?? "entry"] !== undefined
    const ofOwn = (thing: number): boolean => !SENTENCES.includes(this.#types[thing] ?? "entry")
    return [
      ...(this.#things.get(name) ?? []).filter((thing) => ofOwn(thing) || wanted(thing)),
      ...(this.#things.get(bareName) ?? []).filter(wanted),
    ]
  }
}
