import { plural } from "@/app/components/format"
import type { MutationEvidence } from "@/lib/checks/mutation-evidence"
import styles from "./proof.module.css"

/** How the unit tests did against faults that were put into the rule, one at a time. */
export function Mutants({ evidence: { mutants, killed, survivors, tool } }: { evidence: MutationEvidence }) {
  if (mutants === 0) return null
  return (
    <div className={styles.mutants}>
      <p>
        {plural(mutants, "fault")} put into the rule one at a time with {tool}: the tests notice {killed}.
      </p>
      {survivors.length > 0 && (
        <ul>
          {survivors.map(({ description, line }) => (
            <li key={`${line} ${description}`}>
              Not noticed: {description} (line {line})
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
