import { dump } from "js-yaml"

/** A value as a YAML document: keys in insertion order, long lines kept, no anchors; the same value gives the same bytes. */
export function toYaml(value: unknown): string {
  return dump(value, { lineWidth: -1, noRefs: true })
}

/** Several values as one stream of YAML documents. */
export function toYamlStream(values: readonly unknown[]): string {
  return values.map((value) => `---\n${toYaml(value)}`).join("")
}
