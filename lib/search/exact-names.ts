import type { DocumentType } from "./engine"
import type { Question } from "./question"
import { squeezed } from "./words"

/** A thing with its title and, for an entry, the other names that are its own; the first name of a runbook is its alert. */
export interface Named {
  type: DocumentType
  title: string
  names: readonly string[]
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
    for (const [thing, { type, title, names }] of named.entries()) {
      const more = type === "entry" ? names : type === "runbook" ? names.slice(0, 1) : []
      for (const name of new Set([title, ...more].map(squeezed))) {
        const things = this.#things.get(name)
        if (things) things.push(thing)
        else this.#things.set(name, [thing])
      }
    }
  }

  /** The things whose name a question is; where it names a type beside the name ("redis dashboard"), only of that type. */
  of({ name, bareName, types }: Question): number[] {
    const wanted = (thing: number): boolean => types[this.#types[thing] ?? "entry"] !== undefined
    const ofOwn = (thing: number): boolean => !["panel", "runbook"].includes(this.#types[thing] ?? "")
    return [
      ...(this.#things.get(name) ?? []).filter((thing) => ofOwn(thing) || wanted(thing)),
      ...(this.#things.get(bareName) ?? []).filter(wanted),
    ]
  }
}
