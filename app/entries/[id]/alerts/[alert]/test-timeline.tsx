import { PromqlText } from "@/app/components/promql"
import { COMPARISON_PHRASES } from "@/lib/promql/explain-words"
import { printNumber } from "@/lib/promql/print"
import { type Box, height, stepPath } from "@/lib/timeline/step-path"
import type { ComparedLane, InputLane, Line, Timeline } from "@/lib/timeline/timeline"
import { AlertLanes, MomentsLane } from "./alert-lanes"
import styles from "./test-timeline.module.css"
import { TimelineTable } from "./timeline-table"
import { labelText } from "./timeline-words"

/** More input series than these are left to the table. */
const MOST_INPUTS = 6
const LANE = 34
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 })

/** A unit test as a drawing: what is compared, what goes in, and what the alert does. The table below says the same in words. */
export function TestTimeline({ timeline }: { timeline: Timeline }) {
  const { compared, inputs, alerts, moments, reason } = timeline
  // What is compared may be an input series as it is; that need not be drawn twice.
  const drawn = compared.map(({ subject }) => subject)
  const others = inputs.filter(({ series, values, isAsked }) => values && isAsked && !drawn.includes(nameOf(series)))
  const shown = others.slice(0, MOST_INPUTS)
  return (
    <figure className={styles.figure}>
      <div aria-hidden="true" className={styles.lanes}>
        {compared.map((lane) => (
          <Compared key={`${lane.subject} ${lane.op} ${lane.object}`} lane={lane} timeline={timeline} />
        ))}
        {shown.map((lane) => (
          <Input key={lane.series} lane={lane} timeline={timeline} />
        ))}
        <AlertLanes timeline={timeline} />
        <MomentsLane timeline={timeline} />
      </div>
      <figcaption className={styles.caption}>
        {others.length > shown.length && `${others.length - shown.length} more input series are in the table. `}
        {alerts ? workedOut(moments.length) : `Only the moments that promtool checks are drawn: ${reason}.`}
      </figcaption>
      <TimelineTable timeline={timeline} />
    </figure>
  )
}

/** promtool only says what holds at its moments; the rest is this site's own working out. */
function workedOut(moments: number): string {
  return moments === 1
    ? "What lies around the moment that promtool checks was worked out by this site, and agrees with it."
    : `What lies between and behind the ${moments} moments that promtool checks was worked out by this site, and agrees with all of them.`
}

function nameOf(series: string): string {
  return /^[^{\s]*/.exec(series)?.[0] ?? series
}

function Compared({ lane, timeline }: { lane: ComparedLane; timeline: Timeline }) {
  const { subject, op, object, threshold, lines, limits } = lane
  const box = boxOf([threshold, ...[...lines, ...limits].flatMap(({ values }) => [...values])], timeline)
  return (
    <div className={styles.lane}>
      <p className={styles.label}>
        <PromqlText>{subject}</PromqlText>
        <span className={styles.limit}>
          {COMPARISON_PHRASES[op]} {threshold === undefined ? object : printNumber(threshold)}
        </span>
      </p>
      <Plot box={box}>
        {lines.toReversed().map((line) => (
          <path
            key={labelText(line.labels)}
            className={line.fires ? styles.firing : styles.line}
            d={stepPath(line, box)}
          />
        ))}
        {limits.map((line) => (
          <path key={labelText(line.labels)} className={styles.threshold} d={stepPath(line, box)} />
        ))}
        {threshold !== undefined && (
          <line
            className={styles.threshold}
            x1={0}
            x2={box.width}
            y1={height(threshold, box)}
            y2={height(threshold, box)}
          />
        )}
      </Plot>
      <Range values={lines.flatMap(finite)} />
    </div>
  )
}

function Input({ lane: { series, values = [] }, timeline }: { lane: InputLane; timeline: Timeline }) {
  const numbers = values.map((value) => (typeof value === "number" ? value : undefined))
  const box = boxOf(numbers, timeline)
  return (
    <div className={styles.lane} data-input="">
      <p className={styles.label}>
        <PromqlText>{series}</PromqlText>
      </p>
      <Plot box={box}>
        <path className={styles.line} d={stepPath({ stepMs: timeline.inputStepMs, values: numbers }, box)} />
      </Plot>
      <Range values={numbers.filter((value) => value !== undefined)} />
    </div>
  )
}

function finite({ values }: Line): number[] {
  return values.filter((value): value is number => value !== undefined && Number.isFinite(value))
}

/** The lowest and the highest value of a lane. */
function Range({ values }: { values: readonly number[] }) {
  const [low, high] = [Math.min(...values.filter(Number.isFinite)), Math.max(...values.filter(Number.isFinite))]
  if (!Number.isFinite(low)) return <p className={styles.range}>no value</p>
  const text = (value: number): string => COMPACT.format(value)
  return <p className={styles.range}>{low === high ? text(low) : `${text(low)} to ${text(high)}`}</p>
}

/** A lane is stretched to the width of the page; its height leaves room above and below. */
function boxOf(values: readonly (number | undefined)[], { endMs }: Timeline): Box {
  const known = values.filter((value): value is number => value !== undefined && Number.isFinite(value))
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const room = (high - low) * 0.15
  return { width: 1000, height: LANE, endMs, low: low - room, high: high + room }
}

function Plot({ box, children }: { box: Box; children: React.ReactNode }) {
  return (
    <svg
      className={styles.plot}
      width="100%"
      height={box.height + 4}
      viewBox={`0 -2 ${box.width} ${box.height + 4}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}
