import type { Span } from "./ast"

/** One read of a label of the alert, or of the server's external labels. */
export interface LabelRead extends Span {
  name: string
  owner: "alert" | "external"
  /** The template prints nothing of it when the label is empty: it stands in a condition, or where one has made sure. */
  guarded: boolean
  /** It is itself what `if` or `with` asks for, or one of several that `or` chooses from. */
  condition: boolean
}

/** A place in the text of a query that only the run fills. */
export interface Hole extends Span {
  /** As written in the format, such as "%s". */
  verb: string
  /** The label of the alert that fills it. */
  label?: string
}

/** What is known of the text that a template gives to `query`; the span is where it stands. */
export type TemplateQuery = Span &
  (
    | { kind: "literal"; text: string; places: readonly number[] }
    /** `text` has the verbs in the holes. */
    | { kind: "format"; text: string; places: readonly number[]; holes: readonly Hole[] }
    | { kind: "unknown" }
  )

/** A function that a value went through. */
export interface Step {
  name: string
  /** Of printf: the verb that the value is printed with, such as "%.2f", where that is known. */
  verb?: string
}

/** A print of the alert's value, and the functions it went through; none means that it is printed raw. */
export interface ShownValue extends Span {
  steps: readonly Step[]
}

export type FaultId =
  | "argument-count"
  | "argument-type"
  | "comparison"
  | "duration"
  | "field"
  | "format"
  | "index"
  | "not-a-function"
  | "pointers"
  | "range"
  | "regex"
  | "undefined-template"
  | "undefined-variable"

/** What is certain to fail, or to print rubbish, whenever the template gets there. */
export interface TemplateFault extends Span {
  id: FaultId
  message: string
}

/** Everything that a run through a template found. */
export interface Findings {
  faults: TemplateFault[]
  reads: LabelRead[]
  queries: TemplateQuery[]
  shown: ShownValue[]
}
