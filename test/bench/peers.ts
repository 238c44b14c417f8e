import { createRequire } from "node:module"
import { join } from "node:path"

/** The parts of the peers that the benchmark calls. */
interface LezerParser {
  parse(text: string): unknown
}
interface EditorStates {
  create(config: { doc: string; extensions: readonly unknown[] }): unknown
}
type PeerParser = new (state: unknown) => { analyze(): void; getDiagnostics(): readonly unknown[] }

/** The PromQL parsers of Prometheus' own web editor. */
export interface Peers {
  version: string
  /** Text to syntax tree, without types: less than our parser does. */
  lezer(text: string): unknown
  /** Syntax tree and type checks: the same work. True when nothing is wrong with the expression. */
  codemirror(text: string): boolean
}

/** The peers from the folder that PROMQL_PEERS names; undefined when it names none. */
export function peers(folder = process.env.PROMQL_PEERS): Peers | undefined {
  if (folder === undefined) return undefined
  const load = createRequire(join(folder, "package.json"))
  const { version } = load("@prometheus-io/codemirror-promql/package.json") as { version: string }
  const { parser } = load("@prometheus-io/lezer-promql") as { parser: LezerParser }
  const { EditorState } = load("@codemirror/state") as { EditorState: EditorStates }
  const { promQLLanguage } = load("@prometheus-io/codemirror-promql") as { promQLLanguage(top: string): unknown }
  const { Parser } = load("@prometheus-io/codemirror-promql/dist/cjs/parser/parser.js") as { Parser: PeerParser }
  const language = promQLLanguage("PromQL")
  return {
    version,
    lezer: (text) => parser.parse(text),
    codemirror: (text) => {
      const analysis = new Parser(EditorState.create({ doc: text, extensions: [language] }))
      analysis.analyze()
      return analysis.getDiagnostics().length === 0
    },
  }
}
