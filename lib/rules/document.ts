import type { YamlNode } from "@/lib/yaml/nodes"
import type { Path, Position } from "@/lib/yaml/place"
import type { RuleKind } from "./schema"

/** A YAML text, and where its characters stand in the file that it is a part of. */
export interface TextSource {
  /** Ends with a NUL. */
  text: string
  at(offset: number): Position
}

/** A part of a file that is something of its own: a YAML document, an item of a list, a value of a ConfigMap. */
export interface RuleDocument {
  file: string
  /** "Loki" rules look like Prometheus' but hold LogQL; "dashboard" is one of Grafana; "other" is of no interest here. */
  kind: RuleKind | "Loki" | "dashboard" | "other"
  /** What it is, for people: "PrometheusRule redis". */
  title: string
  /** From the file's root, which is the list of its documents; it may lead through a text that holds YAML itself. */
  path: Path
  node: YamlNode
  source: TextSource
}
