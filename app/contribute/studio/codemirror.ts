import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete"
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands"
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language"
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint"
import { EditorState } from "@codemirror/state"
import { EditorView, keymap, tooltips } from "@codemirror/view"
import { tags } from "@lezer/highlight"
import { PromQLExtension } from "@prometheus-io/codemirror-promql"
import type { PrometheusClient } from "@prometheus-io/codemirror-promql/dist/esm/client/prometheus"
import type { DraftMetric } from "@/lib/contribute/draft-check"

/** What an editor is given; `metrics` is asked at each completion. */
interface EditorOptions {
  text: string
  label: string
  metrics: () => readonly DraftMetric[]
  onChange: (text: string) => void
}

/** An editor of one PromQL expression. */
export interface PromqlView {
  setText(text: string): void
  setMarks(marks: readonly Diagnostic[]): void
  destroy(): void
}

/**
 * Builds the editor in a shadow root: there CodeMirror's styles are adopted style sheets, which the content security policy
 * of the site allows, and not style elements, which it does not.
 */
export function promqlView(host: HTMLElement, { text, label, metrics, onChange }: EditorOptions): PromqlView {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" })
  const parent = document.createElement("div")
  root.replaceChildren(parent)
  // Its own linter would take away the marks of ours, which say more.
  const promql = new PromQLExtension()
    .activateLinter(false)
    .setComplete({ remote: captureClient(metrics), maxMetricsMetadata: 2_000 })
  const sent: string[] = []
  const state = EditorState.create({
    doc: text,
    extensions: [
      history(),
      closeBrackets(),
      bracketMatching(),
      autocompletion(),
      lintGutter(),
      tooltips({ parent }),
      promql.asExtension(),
      syntaxHighlighting(COLOURS),
      THEME,
      EditorView.lineWrapping,
      // Tab leaves the editor: it must not catch whoever works by keyboard.
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return
        const next = update.state.doc.toString()
        sent.push(next)
        onChange(next)
      }),
    ],
  })
  const view = new EditorView({ state, parent, root })
  return {
    setText(next) {
      // What was typed here comes back later than the next key: only a text from elsewhere replaces it.
      const known = sent.lastIndexOf(next)
      sent.splice(0, known + 1)
      if (known === -1 && next !== view.state.doc.toString())
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } })
    },
    setMarks(marks) {
      const most = view.state.doc.length
      const within = marks.map((mark) => ({ ...mark, from: Math.min(mark.from, most), to: Math.min(mark.to, most) }))
      view.dispatch(setDiagnostics(view.state, within))
    },
    destroy: () => view.destroy(),
  }
}

/** Answers completion from the capture instead of from a Prometheus. */
function captureClient(metrics: () => readonly DraftMetric[]): PrometheusClient {
  const of = (name?: string) => metrics().filter((metric) => !name || metric.name === name)
  return {
    metricNames: async () => of().map(({ name }) => name),
    labelNames: async (name) => [
      ...new Set(of(name).flatMap(({ labels }) => ["job", "instance", ...Object.keys(labels)])),
    ],
    labelValues: async (label, name) => [...new Set(of(name).flatMap(({ labels }) => labels[label] ?? []))],
    metricMetadata: async () => Object.fromEntries(of().map(({ name, type, help }) => [name, [{ type, help }]])),
    series: async () => [],
    flags: async () => ({}),
  }
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.function(tags.variableName), tags.keyword, tags.operatorKeyword], color: "var(--code-function)" },
  { tag: [tags.modifier, tags.bool], color: "var(--code-keyword)" },
  { tag: tags.labelName, color: "var(--code-label)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: tags.variableName, color: "var(--code-metric)" },
  { tag: tags.comment, color: "var(--ink-faint)" },
])

const THEME = EditorView.theme({
  "&": {
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-m)",
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    fontSize: "var(--text-sm)",
  },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "1px" },
  ".cm-content": { fontFamily: "var(--mono)", padding: "var(--s2) 0", minHeight: "3.2em", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", border: "0" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", border: "1px solid var(--line-strong)", color: "var(--ink)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionInfo": { maxWidth: "20rem" },
})
