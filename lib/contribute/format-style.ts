import { type FileKind, type KeyPath, keyOrder } from "./key-order"

/** What the formatter knows of a kind of file. */
export interface Style {
  /** Canonical order of the keys of the map at a path. */
  order(path: KeyPath): readonly string[]
  /** Whether the value at a path is PromQL. */
  isExpression(path: KeyPath): boolean
  /** Whether items of the list at a path are set apart by an empty line. */
  isSpaced(path: KeyPath): boolean
}

const EXPRESSIONS: Readonly<Record<FileKind, RegExp | undefined>> = {
  entry: undefined,
  rules: /^groups\.\*\.rules\.\*\.expr$/,
  tests: /^tests\.\*\.promql_expr_test\.\*\.expr$/,
  dashboard: /^rows\.\*\.panels\.\*\.queries\.\*\.expr$/,
}
const SPACED: Readonly<Record<FileKind, readonly string[]>> = {
  entry: [],
  rules: ["groups", "groups.*.rules"],
  tests: ["tests"],
  dashboard: [],
}

/** The style of a kind of file; without a kind only what is common to all YAML. */
export function styleOf(kind: FileKind | undefined): Style {
  return {
    order: (path) => (kind ? keyOrder(kind, path) : []),
    isExpression: (path) => kind !== undefined && EXPRESSIONS[kind]?.test(path.join(".")) === true,
    isSpaced: (path) => kind !== undefined && SPACED[kind].includes(path.join(".")),
  }
}
