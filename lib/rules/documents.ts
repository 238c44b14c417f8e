import type { YamlSource } from "@/lib/catalog/yaml-source"
import type { Problem, Severity } from "@/lib/problem"
import { YamlFault } from "@/lib/yaml/fault"
import { type ScalarNode, stepInto, type YamlNode } from "@/lib/yaml/nodes"
import { Parser } from "@/lib/yaml/parser"
import type { Path, Position } from "@/lib/yaml/place"
import { scalarOffset } from "@/lib/yaml/scalar-offset"
import { decodeText, LineIndex } from "@/lib/yaml/text"
import { classify, type Place } from "./classify"
import type { RuleDocument, TextSource } from "./document"

/** What is in a file: its parts, the faults of its YAML, and the places of all values. */
export interface RuleDocuments {
  documents: readonly RuleDocument[]
  problems: readonly Problem[]
  /** As YamlSource has it; the first step of a path is the number of the document. */
  locate: YamlSource["locate"]
}

/** Reading options. */
export interface ReadOptions {
  /** The file is for Prometheus itself: its first document is a rule file, whatever it looks like. */
  as?: "rule-file"
}

/** Reads YAML or JSON of one document or many, with everything in it that holds rules. Never throws. */
export function readDocuments(file: string, content: string | Uint8Array, options: ReadOptions = {}): RuleDocuments {
  const decoded = decodeText(content)
  if ("text" in decoded) return new Reader(file, decoded.text, options).read()
  const { message, hint, at } = decoded
  const problem = yamlProblem(file, at, message, hint, "error")
  return { documents: [], problems: [problem], locate: () => at }
}

/** What only Helm's templates have; those of alerts have other functions and fields. */
const HELM =
  /\{\{-?\s*(?:\$?\.(?:Values|Release|Chart|Capabilities)\b|(?:include|template|if|with|range|define|toYaml|tpl)\s[^\n]*\.(?:Values|Release|Chart|Capabilities)\b|(?:include|template)\s+"[\w.-]+")/

function yamlProblem(
  file: string,
  at: Position,
  message: string,
  hint: string | undefined,
  severity: Severity,
): Problem {
  return { check: "yaml-syntax", severity, file, ...at, message, ...(hint !== undefined && { hint }) }
}

class Reader {
  private readonly source: TextSource
  private readonly roots: YamlNode[] = []
  private readonly inner = new Map<YamlNode, Place>()
  private readonly problems: Problem[] = []

  constructor(
    private readonly file: string,
    text: string,
    private readonly options: ReadOptions,
  ) {
    const lines = new LineIndex(text)
    this.source = { text: `${text}\0`, at: (offset) => lines.at(Math.min(offset, text.length)) }
  }

  read(): RuleDocuments {
    const documents = this.parse()
    const { problems } = this
    return { documents, problems, locate: (path, options) => this.locate(path, options) }
  }

  private parse(): RuleDocument[] {
    const { file, source } = this
    const parser = new Parser(source.text)
    const documents: RuleDocument[] = []
    const isPlain = () => documents[0]?.kind === "rule-file" && documents[0].path.length === 1
    try {
      for (let found = parser.next(); found; found = parser.next()) {
        const place = { file, source, node: found.root, path: [this.roots.length] }
        const isFirst = this.roots.push(found.root) === 1
        const parts = this.options.as && isFirst ? [asRuleFile(place)] : this.classified(place)
        if (!isFirst && isPlain()) this.ignored(place, parts.length > 0)
        else documents.push(...parts)
      }
    } catch (error) {
      this.fault(error, source, isPlain() ? "warning" : "error")
    }
    return documents
  }

  private classified(place: Place): RuleDocument[] {
    return classify(place, (scalar, at) => this.readInner(scalar, at))
  }

  /** Prometheus reads the first document of a rule file; whatever comes behind it is never loaded, and nothing says so. */
  private ignored({ node }: Place, hasContent: boolean): void {
    if (!hasContent) return
    this.problems.push({
      check: "rule-format",
      severity: "warning",
      file: this.file,
      ...this.source.at(node.start),
      message: "Prometheus reads only the first document of a rule file and ignores this one",
      hint: "Put its groups into the first document, or into a file of their own",
    })
  }

  private fault(error: unknown, source: TextSource, severity: Severity): void {
    if (!(error instanceof YamlFault)) throw error
    const hint = HELM.test(source.text)
      ? "This is a template of Helm: check what `helm template` makes of it"
      : error.hint
    this.problems.push(yamlProblem(this.file, source.at(error.offset), error.message, hint, severity))
  }

  private readInner(scalar: ScalarNode, { path, source: outer }: Place): Place | undefined {
    const source: TextSource = {
      text: `${scalar.value}\0`,
      at: (offset) => outer.at(scalarOffset(outer.text, scalar, offset)),
    }
    try {
      const found = new Parser(source.text).next()
      if (!found) return undefined
      const place = { file: this.file, path, node: found.root, source }
      this.inner.set(scalar, place)
      return place
    } catch (error) {
      this.fault(error, source, "error")
      return undefined
    }
  }

  private locate(path: Path, { side = "value", offset }: Parameters<YamlSource["locate"]>[1] = {}): Position {
    let { source } = this
    let node: YamlNode | undefined = this.roots[Number(path[0])]
    let key = node
    for (const step of path.slice(1)) {
      if (node?.kind === "alias") node = node.target
      const inner: Place | undefined = node && this.inner.get(node)
      if (inner) ({ source, node } = inner)
      const pair = stepInto(node, step)
      if (!pair) break
      key = pair.key
      node = pair.value
    }
    const found: YamlNode | undefined = side === "key" ? key : node
    if (found?.kind !== "scalar" || offset === undefined) return source.at(found?.start ?? 0)
    return source.at(scalarOffset(source.text, found, offset))
  }
}

function asRuleFile({ file, path, node, source }: Place): RuleDocument {
  return { file, path, node, source, kind: "rule-file", title: "rule file" }
}
