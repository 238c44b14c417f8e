import type { TextField } from "./decoder"

/** Names and texts, such as labels, as a record. */
export function textsOf(fields: readonly TextField[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name, text }): [string, string] => [name, text]))
}
