import type { AlertSpan } from "@/lib/timeline/alert-state"
import type { Moment, Timeline } from "@/lib/timeline/timeline"
import styles from "./test-timeline.module.css"
import { labelText, shortTime } from "./timeline-words"

/** One bar for each alert: outlined while it is pending, filled while it fires. */
export function AlertLanes({ timeline: { alerts, endMs, stepMs } }: { timeline: Timeline }) {
  if (!alerts) return null
  const percent = percentOf(endMs)
  if (alerts.length === 0)
    return (
      <div className={styles.lane}>
        <p className={styles.label}>Alert</p>
        <p className={styles.quiet}>never holds: not even pending</p>
      </div>
    )
  // A single evaluation must be seen as well.
  const least = endMs / 150
  return alerts.map(({ labels, spans }) => (
    <div key={labelText(labels)} className={styles.lane}>
      <p className={styles.label}>
        <code>{labelText(labels)}</code>
      </p>
      <svg className={styles.bars} width="100%" height="20" aria-hidden="true">
        <line className={styles.base} x1="0" x2="100%" y1="10" y2="10" />
        {spans.map(({ state, from, to }, i) => (
          <rect
            key={from}
            className={state === "firing" ? styles.fires : styles.pending}
            x={percent(Math.min(from, endMs - least))}
            y={state === "firing" ? 3 : 6}
            width={percent(Math.max(until(to, spans[i + 1], stepMs) - from, least))}
            height={state === "firing" ? 14 : 8}
            rx="2"
          />
        ))}
      </svg>
      <p className={styles.range}>{spanWords(spans)}</p>
    </div>
  ))
}

/** A state lasts until the evaluation that finds another one. */
function until(to: number, next: AlertSpan | undefined, stepMs: number): number {
  return next && next.from - to <= stepMs ? next.from : to
}

function spanWords(spans: readonly AlertSpan[]): string {
  const first = spans.find(({ state }) => state === "firing")
  return first ? `fires from ${shortTime(first.from)}` : "pending only"
}

/** The time, and the moments that the test looks at. */
export function MomentsLane({ timeline: { endMs, moments } }: { timeline: Timeline }) {
  const percent = percentOf(endMs)
  const ticks = [0, 1, 2, 3, 4].map((i) => (endMs * i) / 4)
  return (
    <div className={styles.lane}>
      <p className={styles.label}>
        Checked by promtool
        <span className={styles.legend}>
          <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
            <path className={styles.markFires} d="M4.5 0 9 9H0z" />
          </svg>
          must fire
          <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
            <circle className={styles.markSilent} cx="4.5" cy="4.5" r="3.5" />
          </svg>
          must be silent
        </span>
      </p>
      <svg className={styles.axis} width="100%" height="34" aria-hidden="true">
        <line className={styles.base} x1="0" x2="100%" y1="8" y2="8" />
        {moments.map(({ text, atMs, expected }) =>
          expected.length > 0 ? (
            <svg key={text} x={percent(atMs)} y="2" overflow="visible" aria-hidden="true">
              <path className={styles.markFires} d="M0 0 6 11H-6z" />
            </svg>
          ) : (
            <circle key={text} className={styles.markSilent} cx={percent(atMs)} cy="8" r="4.5" />
          ),
        )}
        {ticks.map((ms, i) => (
          <text key={ms} x={percent(ms)} y="31" textAnchor={i === 0 ? "start" : i === 4 ? "end" : "middle"}>
            {shortTime(ms)}
          </text>
        ))}
      </svg>
      <p className={styles.range}>{momentsWords(moments)}</p>
    </div>
  )
}

function momentsWords(moments: readonly Moment[]): string {
  return moments.length === 1 ? `at ${moments[0]?.text}` : `${moments.length} moments`
}

/** Places on the time axis: lanes are as wide as the page lets them. */
function percentOf(endMs: number): (ms: number) => string {
  return (ms) => `${endMs === 0 ? 0 : Math.round((1000 * ms) / endMs) / 10}%`
}
