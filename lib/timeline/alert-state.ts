import { keyOf, type Labels, type Point } from "@/lib/evaluate/vector"

/** A stretch of time (ms) in which an alert is pending or fires; it holds from the evaluation at `from` to that at `to`. */
export interface AlertSpan {
  state: "pending" | "firing"
  from: number
  to: number
}

/** One alert of a rule, by the labels of the series that raises it, and what it goes through. */
export interface AlertTrack {
  labels: Labels
  spans: readonly AlertSpan[]
}

/** What a rule says about how long its expression must hold, and how long an alert stays. Milliseconds. */
export interface AlertTimes {
  forMs: number
  keepFiringForMs: number
}

interface Active {
  since: number
  firing: boolean
  goneSince?: number
}

/**
 * Follows the alerts of a rule from one evaluation to the next as the server does: pending while the expression holds, firing
 * once it has for `for`, gone when it no longer does and `keep_firing_for` is over. Source: Prometheus, rules/alerting.go.
 */
export class AlertStates {
  private readonly active = new Map<string, Active>()
  private readonly tracks = new Map<string, { labels: Labels; spans: AlertSpan[] }>()
  private last = Number.NEGATIVE_INFINITY

  constructor(private readonly times: AlertTimes) {}

  /** Takes the result of the rule's expression at `time`. */
  see(result: readonly Point[], time: number): void {
    const now = new Map(result.map(({ labels }) => [keyOf(labels), labels]))
    for (const [key, labels] of now) {
      if (!this.active.has(key)) this.active.set(key, { since: time, firing: false })
      if (!this.tracks.has(key)) this.tracks.set(key, { labels, spans: [] })
    }
    for (const [key, alert] of this.active) {
      if (!this.stays(alert, now.has(key), time)) this.active.delete(key)
      else this.draw(key, alert, time)
    }
    this.last = time
  }

  /** Every alert that there was, in the order of its first appearance. */
  get result(): readonly AlertTrack[] {
    return [...this.tracks.values()]
  }

  private stays(alert: Active, isThere: boolean, time: number): boolean {
    if (isThere) {
      delete alert.goneSince
      if (time - alert.since >= this.times.forMs) alert.firing = true
      return true
    }
    if (!alert.firing || this.times.keepFiringForMs === 0) return false
    alert.goneSince ??= time
    return time - alert.goneSince < this.times.keepFiringForMs
  }

  private draw(key: string, { firing }: Active, time: number): void {
    const spans = this.tracks.get(key)?.spans
    const open = spans?.at(-1)
    const state = firing ? "firing" : "pending"
    if (open?.state === state && open.to === this.last) open.to = time
    else spans?.push({ state, from: time, to: time })
  }
}
