import { MOST_SHOWN, UNKNOWN, type Value } from "./value"

const MOST_DEPTH = 600

interface Variable {
  name: string
  value: Value
}

/** The variables that a template has at one moment of its run, and the labels that are known not to be empty then. */
export class Scope {
  private variables: Variable[] = []
  private byName = new Map<string, Variable[]>()
  private readonly present = new Map<string, number>()
  private depth = 0

  constructor(private readonly reassigned: ReadonlySet<string>) {}

  declare(name: string, value: Value): void {
    const variable = { name, value: this.reassigned.has(name) ? forgotten(value) : value }
    this.variables.push(variable)
    const known = this.byName.get(name)
    if (known) known.push(variable)
    else this.byName.set(name, [variable])
  }

  /** Sets a variable anew; false when there is none of that name. What it showed before it may show still. */
  assign(name: string, value: Value): boolean {
    const variable = this.byName.get(name)?.at(-1)
    if (!variable) return false
    const shown = [...(variable.value.shown ?? []), ...(value.shown ?? [])].slice(-MOST_SHOWN)
    variable.value = shown.length > 0 ? { ...UNKNOWN, shown } : UNKNOWN
    return true
  }

  /** Whether the variable keeps the value that it is declared with. */
  isStable(name: string): boolean {
    return !this.reassigned.has(name)
  }

  lookup(name: string): Value | undefined {
    return this.byName.get(name)?.at(-1)?.value
  }

  /** Runs `run`, and forgets the variables that it declares. */
  inside(run: () => void): void {
    const known = this.variables.length
    run()
    for (const { name } of this.variables.splice(known)) this.byName.get(name)?.pop()
  }

  /** Runs `run` as another template, which is given `dot` and knows no other variable. */
  alone(dot: Value, run: () => void): void {
    const { variables, byName } = this
    this.variables = []
    this.byName = new Map()
    this.declare("$", dot)
    run()
    this.variables = variables
    this.byName = byName
  }

  /** Runs `run` where the labels of all these lists are not empty. */
  where<T>(lists: readonly (readonly string[])[], run: () => T): T {
    for (const label of lists.flat()) this.present.set(label, (this.present.get(label) ?? 0) + 1)
    const result = run()
    for (const label of lists.flat()) this.present.set(label, (this.present.get(label) ?? 1) - 1)
    return result
  }

  /** Runs `run` one level deeper, unless that is too deep: templates may use each other on and on. */
  deeper<T>(run: () => T): T | undefined {
    const result = ++this.depth <= MOST_DEPTH ? run() : undefined
    this.depth--
    return result
  }

  isPresent(label: string): boolean {
    return (this.present.get(label) ?? 0) > 0
  }
}

function forgotten({ shown }: Value): Value {
  return shown ? { ...UNKNOWN, shown } : UNKNOWN
}
