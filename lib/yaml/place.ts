/** Keys and indices from the root of a YAML document to one value. */
export type Path = readonly (string | number)[]

/** Which end of a key-value pair is meant. */
export type Side = "key" | "value"

/** Line and column in a file, from 1. */
export interface Position {
  line: number
  column: number
}
