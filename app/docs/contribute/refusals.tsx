import type { ReactNode } from "react"

/** What `exporterhub capture` finds, and what it does about it. */
const ROWS: readonly (readonly [string, ReactNode])[] = [
  [
    "Passwords in addresses, bearer tokens, private keys, web tokens, keys of AWS, GitHub, Google, Slack and others, e-mail addresses",
    <>
      Refused, with the metric and the label. <code>--redact LABEL</code> replaces the values and says so in the file.
    </>,
  ],
  ["Names of machines, public addresses, host names, hardware addresses", "A warning: you decide whether they stay."],
  ["A login page, HTML, JSON, OpenMetrics, a line that is no sample", "Refused, with the line."],
  ["The same series twice, or nothing but NaN", "Refused: nobody could rely on it."],
  ["Another version than the one it is filed under", "Refused: it would prove nothing about it."],
  [
    "An answer that takes too long, is too large, or leads elsewhere",
    <>
      Given up: <code>--timeout</code> and <code>--max-size</code> say when.
    </>,
  ],
]

export function Refusals() {
  return (
    <dl>
      {ROWS.map(([found, done]) => (
        <div key={found}>
          <dt>{found}</dt>
          <dd>{done}</dd>
        </div>
      ))}
    </dl>
  )
}
