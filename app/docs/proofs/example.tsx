import Link from "next/link"
import { Promql } from "@/app/components/promql"
import { RuleProof } from "@/app/components/rule-proof"
import { catalog } from "@/app/server"
import { alertEvidence } from "@/lib/checks/evidence"

/** An alert of the catalog with its evidence as it is now: the one that the most unit tests look at. */
export async function Example() {
  const { entries } = await catalog()
  const tested = entries.flatMap((entry) =>
    entry.alerts.map((alert) => {
      const { firing = 0, silent = 0 } = alertEvidence(entry, alert).tests ?? {}
      return { entry, alert, cases: firing + silent }
    }),
  )
  const [best] = tested.toSorted((a, b) => b.cases - a.cases)
  if (!best) return null
  const { entry, alert } = best
  return (
    <>
      <h2>An example</h2>
      <p>
        <Link href={`/entries/${entry.id}/alerts/${alert.alert}`}>{alert.alert}</Link> of {entry.title}, of all alerts
        the one that most test cases look at:
      </p>
      <Promql>{alert.expr}</Promql>
      <RuleProof entry={entry} rule={alert} />
    </>
  )
}
