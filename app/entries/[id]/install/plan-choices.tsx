import type { PreflightOptions } from "@/lib/cluster/preflight/item"
import styles from "./plan-preflight.module.css"

/** Two sets of choices as one; of what there can be only one of, the later counts. */
export function joined(a: PreflightOptions, b: PreflightOptions): PreflightOptions {
  const both = (key: "forPrometheus" | "skipKinds") => [...new Set([...(a[key] ?? []), ...(b[key] ?? [])])]
  const home = b.monitorNamespace ?? a.monitorNamespace
  return {
    ...(both("forPrometheus").length > 0 ? { forPrometheus: both("forPrometheus") } : {}),
    ...(both("skipKinds").length > 0 ? { skipKinds: both("skipKinds") } : {}),
    ...(home === undefined ? {} : { monitorNamespace: home }),
  }
}

/** The same choices as flags of `plan` and `install`. */
export function choiceFlags({ forPrometheus = [], skipKinds = [], monitorNamespace }: PreflightOptions): string {
  return [
    ...forPrometheus.map((name) => `--for-prometheus ${name}`),
    ...skipKinds.map((kind) => `--skip-kind ${kind}`),
    ...(monitorNamespace === undefined ? [] : [`--monitor-namespace ${monitorNamespace}`]),
  ].join(" ")
}

interface ChoicesProps {
  choices: PreflightOptions
  busy: boolean
  onChange(choices: PreflightOptions): void
}

/** What was chosen for this plan, each to be taken back. */
export function Choices({ choices, busy, onChange }: ChoicesProps) {
  const { forPrometheus = [], skipKinds = [], monitorNamespace } = choices
  const without = (key: "forPrometheus" | "skipKinds", gone: string) => ({
    ...choices,
    [key]: (choices[key] ?? []).filter((word) => word !== gone),
  })
  const { monitorNamespace: _, ...elsewhere } = choices
  const made = [
    ...forPrometheus.map((name) => ({ text: `Read by ${name}`, rest: without("forPrometheus", name) })),
    ...skipKinds.map((kind) => ({ text: `Without ${kind}`, rest: without("skipKinds", kind) })),
    ...(monitorNamespace === undefined
      ? []
      : [{ text: `Monitors and rules in ${monitorNamespace}`, rest: elsewhere as PreflightOptions }]),
  ]
  if (made.length === 0) return null
  return (
    <ul className={styles.choices} aria-label="Chosen for this plan">
      {made.map(({ text, rest }) => (
        <li key={text}>
          {text}
          <button type="button" onClick={() => onChange(rest)} disabled={busy} aria-label={`Take back: ${text}`}>
            Take back
          </button>
        </li>
      ))}
    </ul>
  )
}
