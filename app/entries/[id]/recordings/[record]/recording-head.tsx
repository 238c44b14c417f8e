import type { ReactNode } from "react"
import { capitalised } from "@/app/components/expression-tree"
import { Sections } from "@/app/components/section"
import type { Entry, Recording } from "@/lib/catalog/entry"
import { commentsAt } from "@/lib/catalog/rule-comments"
import { entrySubject } from "@/lib/checks/entry-subject"
import { resultUnit } from "@/lib/checks/result-unit"
import { unitWords } from "@/lib/checks/unit-words"
import { explain } from "@/lib/promql/explain"
import { parse } from "@/lib/promql/parse"
import styles from "./recording.module.css"

interface RecordingHeadProps {
  entry: Entry
  name: string
  rules: readonly [Recording, ...Recording[]]
  children: ReactNode
}

/** Name, meaning and facts of a recorded metric, and below them the sections of its page. */
export function RecordingHead({ entry, name, rules, children }: RecordingHeadProps) {
  const [first] = rules
  const parsed = parse(first.expr)
  const unit = parsed.ok ? resultUnit(parsed.expr, entrySubject(entry)) : undefined
  const reasons = commentsAt(entry, first.origin)
  const known = entrySubject(entry).metrics.byName.get(name)?.labels
  return (
    <>
      <div className={styles.head}>
        <h1>
          <code>{name}</code>
        </h1>
        {reasons.length === 0 && parsed.ok && <p className={styles.words}>{capitalised(explain(parsed.expr).text)}</p>}
        {reasons.map(({ above, text }) => (
          <p key={above} className={styles.words}>
            {text}
          </p>
        ))}
        <dl className={styles.facts}>
          <Fact name="Group">{first.group}</Fact>
          {unit && unit.dimension !== "number" && <Fact name="Unit">{unitWords(unit) ?? unit.dimension}</Fact>}
          {known && <Fact name="Labels">{[...known].sort().join(", ") || "none"}</Fact>}
          <Fact name="File">{first.origin.file}</Fact>
        </dl>
      </div>
      <Sections>{children}</Sections>
    </>
  )
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{children}</code>
      </dd>
    </div>
  )
}
