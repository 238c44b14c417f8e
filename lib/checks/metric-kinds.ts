import type { KnownMetric } from "./metrics"

type Known = ReadonlyMap<string, KnownMetric>

/** Words for what rises and falls; exporters do give such metrics the type counter (`bind_recursive_clients`). */
const LEVEL =
  /(^|_)(active|age|avail(able)?|cached?|clients|connections|current(ly)?|depth|free|idle|in_use|keys|lag|length|level|limit|load\d*|max|min|open|pending|percent(age)?|queued?|ratio|running|sessions|size|state|status|subscribers|temperature|threads|timeout|timestamp|up|uptime|usage|used|users|version|waiting|workers)(_|$)/i
/** What is done to something is counted: `nginx_connections_accepted`. */
const DONE = /_(?!used|cached|queued|connected|blocked|paused|loaded|needed|speed|red|bed|seed)[a-z]+ed$/
/** Words for instants and durations since one: they are told from `time()` or from their own restart, whatever their type. */
const CLOCK = /(uptime|timestamp|start_time|boot_time|last_\w*time)/
/**
 * Names that are counters even where no type is known. A bare `_total` is not enough: of the gauges in 140 recorded scrapes,
 * 75 end with it (`ntfy_users_total`, `django_migrations_unapplied_total`).
 */
const EVENTS =
  /_(aborted|aborts|accepted|accesses|acks|attempts|bits|calls|collisions|commands|commits|deadlocks|denied|discarded|discards|dropped|drops|errors?|events|evicted|evictions|exceptions|executions|expired|failed|failures|faults|fetches|flushes|hits|invocations|lookups|misses|packets|panics|polls|published|queries|reads|received|reconnects|refused|rejected|rejections|requests|responses|restarts|retries|rollbacks|sent|timeouts|transmitted|writes|seconds)_total$|_(dropped|failed|refused|rejected)_[a-z]+_total$|_(seconds|bytes)_(sum|count|bucket)$/
/** Of those, what is known not to be one: gauges of exporters that count what is there now. */
const PRESENT = /(pending|in_progress|in_flight|active|current|waiting|open|queued|unacked|ready|config)/

/**
 * Whether values of a metric only rise, until its process restarts: by its type in a capture, where its name does not say
 * otherwise, and without a known type by a name that can be nothing else.
 */
export function isCounter(name: string, known: Known): boolean {
  if (CLOCK.test(name)) return false
  const kind = known.get(name)?.kind
  if (kind === "bucket" || kind === "sum" || kind === "count") return true
  if (kind === "counter") return name.endsWith("_total") || DONE.test(name) || !LEVEL.test(name)
  if (kind !== undefined && kind !== "untyped") return false
  return known.get(name)?.how !== "recorded" && EVENTS.test(name) && !PRESENT.test(name)
}

/** Names whose unit or meaning rises and falls, or is set. */
const GAUGE_NAME =
  /(_celsius|_ratio|_percent|_percentage|_volts|_hertz|_connected|_(active|idle|open)_connections|_connections_(active|idle|open|waiting)|_temperature|_load1|_load5|_load15|_inflight|_in_flight|_queue_(size|length|depth)|_goroutines|_threads|_open_fds|_max_fds|_(free|available|avail|used|resident|heap_alloc|heap_inuse)_bytes|_memory_(usage|used)_bytes)$/
/** An instant that a program moves forward: the rate of one is how fast it is worked through, which is not a mistake. */
const INSTANT = /time/
const GAUGE_HELP =
  /\b(currently|current (number|size|value|count|amount|usage|state)|percentage|ratio|temperature|in use)\b/i
/** What exporters say of counters that they type as gauges. */
const COUNTER_HELP = /\b(total|cumulative|number of times|since|counter|count of|so far|accumulated|ever)\b/i
const COUNTER_NAME = /_(total|count|sum|bucket)$/

/** Whether a metric rises and falls, or is set: its type says so, and so does its name or its help. */
export function isGauge(name: string, known: Known): boolean {
  const metric = known.get(name)
  if (COUNTER_NAME.test(name) || INSTANT.test(name)) return false
  if (!metric) return name.endsWith("_celsius")
  if (metric.kind !== "gauge" || metric.how === "recorded" || COUNTER_HELP.test(metric.help ?? "")) return false
  return name === "up" || GAUGE_NAME.test(name) || GAUGE_HELP.test(metric.help ?? "")
}
