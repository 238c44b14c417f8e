import Link from "next/link"
import { plural } from "@/app/components/format"
import styles from "./page.module.css"
import type { LintState, ShownProblem } from "./state"

/** What the checks say of the rules. */
export function Result({ result }: { result: NonNullable<LintState["result"]> }) {
  const { counts, source, silenced, skipped, problems } = result
  const looked = [
    plural(counts.alerts, "alert"),
    plural(counts.recordings, "recording rule"),
    plural(counts.queries, "dashboard query", "dashboard queries"),
  ]
  return (
    <section className={styles.result}>
      <h2>{problems.length === 0 ? "Nothing found" : plural(problems.length, "problem")}</h2>
      <p className={styles.lead}>
        In {looked.join(", ")}
        {source === "" ? ". Metrics and labels were not looked up." : `, held against ${source}.`}
        {silenced > 0 && ` ${plural(silenced, "problem")} silenced.`}
        {skipped.length > 0 && ` Not looked at: ${skipped.join(", ")}.`}
      </p>
      <ul className={styles.problems}>
        {problems.map((problem) => (
          <li key={`${problem.line}:${problem.column}:${problem.check}:${problem.message}`}>
            <ProblemView problem={problem} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ProblemView({ problem }: { problem: ShownProblem }) {
  const { check, severity, line, column, message, hint, before, marked, after } = problem
  return (
    <>
      <p className={styles.message}>
        <span className={styles[severity]}>{severity}</span> {message}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre className={styles.source} tabIndex={0}>
        <code>
          {before}
          <mark>{marked}</mark>
          {after}
        </code>
      </pre>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <p className={styles.place}>
        Line {line}, column {column} · <Link href={`/docs/checks/${check}`}>{check}</Link>
      </p>
    </>
  )
}
