import type { Span } from "./ast"
import type { FaultId, Findings, LabelRead, TemplateQuery } from "./findings"
import { labelKey, type Value } from "./value"

/** Gathers findings, each once: templates that are used twice are walked twice. */
export class Collector {
  readonly found: Findings = { faults: [], reads: [], queries: [], shown: [] }
  private readonly seen = new Set<string>()
  private readonly reads = new Map<string, LabelRead>()

  fault(id: FaultId, message: string, { start, end }: Span): void {
    this.once(`fault ${id} ${message}`, { start, end }, () => this.found.faults.push({ id, message, start, end }))
  }

  query(query: TemplateQuery): void {
    const text = query.kind === "unknown" ? "" : query.text
    this.once(`query ${text}`, query, () => this.found.queries.push(query))
  }

  /** A value that is printed. */
  printed(value: Value): void {
    for (const shown of value.shown ?? [])
      this.once(`shown ${JSON.stringify(shown.steps)}`, shown, () => this.found.shown.push(shown))
  }

  /** The read itself, or the one before it at the same place, which is guarded if it is so both times. */
  read(read: LabelRead): LabelRead {
    const id = `${read.start} ${labelKey(read)}`
    const before = this.reads.get(id)
    if (before) {
      before.guarded &&= read.guarded
      before.condition &&= read.condition
      return before
    }
    this.reads.set(id, read)
    this.found.reads.push(read)
    return read
  }

  private once(kind: string, { start, end }: Span, add: () => void): void {
    const key = `${start} ${end} ${kind}`
    if (this.seen.has(key)) return
    this.seen.add(key)
    add()
  }
}
