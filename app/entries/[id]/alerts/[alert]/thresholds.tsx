import Link from "next/link"
import { PromqlText } from "@/app/components/promql"
import { Section } from "@/app/components/section"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import { CaptureWords } from "@/app/entries/[id]/install/tune/capture-words"
import { captureValues, meeting } from "@/lib/bundle/tuning/captures"
import { onlyThreshold, type ThresholdChoice, thresholdChoices } from "@/lib/bundle/tuning/thresholds"
import type { Alert, Entry } from "@/lib/catalog/entry"
import { commentsAt } from "@/lib/catalog/rule-comments"
import { entrySubject } from "@/lib/checks/entry-subject"
import { resultUnit } from "@/lib/checks/result-unit"
import { durationMs } from "@/lib/promql/duration"
import { durationWords } from "@/lib/promql/duration-words"
import { COMPARISON_PHRASES } from "@/lib/promql/explain-words"
import { parse } from "@/lib/promql/parse"
import { print, printNumber } from "@/lib/promql/print"
import { comparisons } from "@/lib/promql/threshold"
import { unitText, valueWords } from "./threshold-words"
import styles from "./thresholds.module.css"

/** When the alert fires: what is compared with which number, for how long that must hold, and why it is so. */
export function Thresholds({ entry, alert }: { entry: Entry; alert: Alert }) {
  const parsed = parse(alert.expr)
  const choices = parsed.ok ? thresholdChoices(parsed.expr) : []
  const between = parsed.ok ? comparisons(parsed.expr).filter(({ threshold }) => threshold === undefined) : []
  const only = parsed.ok ? onlyThreshold(parsed.expr) : undefined
  const deciding = only && !("reason" in only) ? only.place : undefined
  return (
    <Section id="thresholds" title="When it fires">
      {choices.length + between.length > 0 ? (
        <TableScroll>
          <table className={`${tables.table} ${styles.table}`}>
            <thead>
              <tr>
                <th scope="col">Compared</th>
                <th scope="col">Holds when it</th>
                <th scope="col">Unit</th>
                <th scope="col">In the captures</th>
                <th scope="col">Change it</th>
              </tr>
            </thead>
            <tbody>
              {between.map(({ node, op }) => (
                <tr key={node.opSpan.start}>
                  <th scope="row" className={styles.subject}>
                    <PromqlText>{print(node.left)}</PromqlText>
                  </th>
                  <td className={styles.value}>
                    {COMPARISON_PHRASES[op]} <PromqlText>{print(node.right)}</PromqlText>
                  </td>
                  <td>{unitText(resultUnit(node.left, entrySubject(entry)))}</td>
                  <td className={styles.faint}>two metrics, no number</td>
                  <td className={styles.faint}>by matchers only</td>
                </tr>
              ))}
              {choices.map((choice) => (
                <Row key={choice.place} entry={entry} alert={alert} choice={choice} deciding={deciding} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      ) : (
        <p className={styles.lead}>Nothing is compared: it fires wherever the expression has a series.</p>
      )}
      <p className={styles.lead}>{timeWords(alert)}</p>
      <Reasons entry={entry} alert={alert} />
    </Section>
  )
}

interface RowProps {
  entry: Entry
  alert: Alert
  choice: ThresholdChoice
  /** The place of the one comparison that decides; undefined where several do. */
  deciding: number | undefined
}

function Row({ entry, alert, choice, deciding }: RowProps) {
  const { compared, subject, threshold, found, place } = choice
  const unit = resultUnit(compared, entrySubject(entry))
  const words = valueWords(threshold, unit)
  const field = place === deciding ? "threshold" : `threshold.${place}`
  const query = new URLSearchParams([[`t.${alert.alert}.${field}`, printNumber(threshold)]])
  const states = captureValues(entry, choice).map((state) => ({ state, met: meeting(state, choice, threshold) }))
  return (
    <tr>
      <th scope="row" className={styles.subject}>
        <PromqlText>{subject}</PromqlText>
        {deciding !== undefined && place !== deciding && <span className={styles.guard}>a guard, not the limit</span>}
      </th>
      <td className={styles.value}>
        {COMPARISON_PHRASES[found.op]} <strong>{printNumber(threshold)}</strong>
        {words && <span className={styles.words}>{words}</span>}
      </td>
      <td>{unitText(unit)}</td>
      <td className={styles.captures}>
        <CaptureWords threshold={{ field, choice, states }} />
      </td>
      <td>
        <Link href={`/entries/${entry.id}/install?${query}#tune` as never} prefetch={false}>
          Tune
        </Link>
        <code className={styles.flag}>
          --threshold {alert.alert}
          {place === deciding ? "" : `#${place}`}=…
        </code>
      </td>
    </tr>
  )
}

/** `for` and `keep_firing_for` in words. */
function timeWords(alert: Alert): string {
  const words = (text: string): string => durationWords(durationMs(text) ?? 0)
  const first = alert.for
    ? `It must hold for ${words(alert.for)} without a break; until then the alert is pending.`
    : "It fires at the first evaluation at which this holds."
  const kept = alert.keep_firing_for
    ? ` Once it fires, it goes on for ${words(alert.keep_firing_for)} after it no longer holds.`
    : ""
  return first + kept
}

/** What the author of the rule wrote beside it. */
function Reasons({ entry, alert }: { entry: Entry; alert: Alert }) {
  const comments = commentsAt(entry, alert.origin)
  if (comments.length === 0) return null
  return (
    <div className={styles.reasons}>
      <h3>Why so, from the rule file</h3>
      <dl>
        {comments.map(({ above, text }) => (
          <div key={above}>
            <dt>
              above <code>{above}</code>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
