import { plural } from "@/app/components/format"
import type { ThresholdView } from "./rule-view"
import styles from "./tune.module.css"

const SHOWN = 4

/** What the captures say about a threshold: the recorded values, and whether they meet it. */
export function CaptureWords({ threshold: { states } }: { threshold: ThresholdView }) {
  const reasons = new Set(states.map(({ state }) => (state.value.known ? "" : state.value.reason)))
  const [reason] = reasons
  if (states.length === 0) return null
  if (reasons.size === 1 && reason) return <p className={styles.untold}>The captures cannot tell: {reason}.</p>
  const told = states.filter(({ state }) => state.value.known && state.value.series.length > 0)
  const silent = states.length - told.length
  if (told.length === 0) return <p className={styles.untold}>No capture has such a series.</p>
  return (
    <div className={styles.captures}>
      <p>Recorded values:</p>
      <ul>
        {told.map((one) => (
          <State key={one.state.state} {...one} />
        ))}
      </ul>
      {silent > 0 && <p>{plural(silent, "other capture")} without such a series.</p>}
    </div>
  )
}

function State({ state, met }: ThresholdView["states"][number]) {
  const series = state.value.known ? state.value.series : []
  const values = series.slice(0, SHOWN).map(({ value }) => numberText(value))
  return (
    <li>
      <span>{state.state}</span> <code>{values.join(", ")}</code>
      {series.length > SHOWN && ` and ${series.length - SHOWN} more`}
      {": "}
      <strong data-met={met > 0 ? "" : undefined}>
        {met === 0 ? "not met" : series.length === 1 ? "met" : `met by ${met} of ${series.length}`}
      </strong>
    </li>
  )
}

/** Four digits are enough to compare with a threshold. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value)
}
