import { stem } from "./stem"

/** Words that mean the same to someone who searches: every word of a row finds all others, in all their forms. */
export const SYNONYMS: readonly (readonly string[])[] = [
  ["postgres", "postgresql", "pg", "psql"],
  ["kubernetes", "k8s", "kube"],
  ["nginx", "ngx"],
  ["elasticsearch", "elastic", "es"],
  ["mongodb", "mongo"],
  ["rabbitmq", "rabbit"],
  ["memory", "ram", "mem"],
  ["cpu", "processor", "core"],
  ["disk", "filesystem", "volume", "storage", "partition"],
  ["network", "nic", "interface", "net"],
  ["io", "iops"],
  ["descriptor", "fd", "handle"],
  ["lag", "delay", "behind", "late"],
  ["replica", "standby", "slave", "follower", "secondary"],
  ["primary", "master", "leader"],
  ["certificate", "cert", "tls", "ssl", "x509"],
  ["down", "unavailable", "unreachable", "dead", "offline", "outage", "absent"],
  ["connection", "conn", "client"],
  ["latency", "slow", "duration", "slowness"],
  ["error", "failure", "fail", "broken", "err"],
  ["usage", "use", "used", "utilization", "utilisation"],
  ["full", "exhausted", "limit", "filling"],
  ["space", "capacity", "size"],
  ["restart", "reboot", "crash"],
  ["evict", "eviction"],
  ["reject", "refuse", "deny", "denied"],
  ["transaction", "xact", "txn", "tx"],
  ["query", "statement"],
  ["lock", "blocked", "blocking"],
  ["wraparound", "freeze", "xid"],
  ["vacuum", "autovacuum"],
  ["rollback", "abort"],
  ["temperature", "temp", "thermal", "hot", "overheating"],
  ["clock", "ntp", "chrony", "time"],
  ["skew", "drift"],
  ["config", "configuration", "conf", "cfg"],
  ["auth", "authentication", "password", "login"],
  ["probe", "blackbox", "check"],
  ["ping", "icmp"],
  ["snapshot", "rdb", "dump", "backup"],
  ["persistence", "persisted"],
  ["throughput", "traffic", "bandwidth"],
  ["packet", "pkt"],
  ["disconnect", "link"],
  ["drop", "discard", "lost", "loss", "dropped"],
  ["oom", "oomkill"],
  ["raid", "mdadm", "md"],
  ["service", "systemd", "unit", "daemon"],
  ["conntrack", "nf_conntrack", "tracking"],
  ["stall", "stuck", "hang", "hung", "frozen"],
  ["lookup", "resolve"],
  ["http", "https", "web", "website"],
  ["hit", "hitrate"],
  ["flap", "flapping", "bounce"],
]

/** What the first word may also mean; the other way round it would say too much. */
const ONE_WAY: readonly (readonly [string, ...string[]])[] = [
  ["host", "node", "linux", "machine"],
  ["server", "node", "machine"],
  ["machine", "node", "host", "linux"],
  ["vm", "node", "machine", "linux"],
  ["linux", "node"],
  ["full", "space", "critical"],
  ["saturated", "busy", "full", "pressure"],
  ["overloaded", "saturated", "load", "pressure"],
  ["oom", "memory"],
  ["broken", "disconnected", "down", "lag"],
  ["bloat", "dead", "vacuum"],
  ["contention", "blocked", "lock", "wait"],
  ["site", "probe", "target", "website"],
  ["bandwidth", "network"],
  ["throughput", "network"],
  ["soon", "imminent", "near"],
  ["ping", "probe"],
  ["uptime", "availability", "probe"],
  ["slowest", "slow"],
  ["loss", "persisted", "unsaved"],
  ["space", "full"],
  ["latency", "time", "rtt"],
  ["rps", "request"],
  ["qps", "query", "command"],
  ["tps", "transaction"],
  ["high", "many", "near", "saturated"],
  ["inconsistent", "skew"],
  ["expiry", "until"],
  ["valkey", "redis"],
  ["keydb", "redis"],
  ["timescaledb", "postgres"],
  ["website", "probe"],
  ["endpoint", "target", "probe"],
  ["unresponsive", "down", "answering"],
  ["healthy", "up"],
  ["many", "limit", "exhausted"],
  ["running", "exhausted", "limit", "low"],
  ["big", "size"],
  ["large", "size"],
  ["long", "duration"],
  ["slow", "long", "time", "mean"],
  ["ops", "command", "operation", "request"],
  ["behind", "backlog"],
  ["failover", "role", "promoted"],
]

/** Phrases that are one word in the names of metrics and alerts. */
export const PHRASES: readonly (readonly [phrase: string, word: string])[] = [
  ["out of memory", "oom"],
  ["write ahead log", "wal"],
  ["append only file", "aof"],
  ["append only", "aof"],
  ["file system", "filesystem"],
  ["time out", "timeout"],
  ["timed out", "timeout"],
  ["hard drive", "disk"],
  ["hard disk", "disk"],
  ["fall behind", "lag"],
  ["falling behind", "lag"],
  ["not responding", "down"],
  ["not answering", "down"],
  ["not reachable", "down"],
  ["round trip", "rtt"],
  ["open files", "descriptors"],
  ["network card", "network"],
  ["about to", "soon"],
  ["per second", "rate"],
  ["per minute", "rate"],
  ["how long", "duration"],
  ["how big", "size"],
  ["how large", "size"],
  ["how fast", "duration"],
]

/** Words of a question that say nothing about what is looked for. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  "a about an and any are as at be been by can could do does for from has have how i if in is it its me my of on or our out please should show that the their them there this to too was we were what when where which who why will with you your".split(
    " ",
  ),
)

/** Words that say how much, how bad or how it is asked: a hit may have them, or not. */
export const SOFT_WORDS: ReadonlySet<string> = new Set(
  [
    "too many much more most less least all every high low big large small long short few almost nearly near very",
    "often always never suddenly soon again still now currently current no none without",
    "run runs running out keep keeps get gets getting got go goes going take takes taking happen happens happened",
    "need needs want see watch monitor monitoring find tell know using wrong bad problem problems issue issues",
    "rate ratio per second seconds minute average mean percent percentage number count total amount value level",
    "information info status state usage use used broken",
  ].flatMap((line) => line.split(" ")),
)

const BY_STEM = new Map<string, readonly string[]>()
for (const row of SYNONYMS) for (const word of row) add(word, row)
for (const [word, ...others] of ONE_WAY) add(word, others)

function add(word: string, others: readonly string[]): void {
  const key = stem(word)
  const known = BY_STEM.get(key) ?? []
  BY_STEM.set(key, [...new Set([...known, ...others.filter((other) => stem(other) !== key)])])
}

/** An answer of HTTP that is no success: "503", "5xx". */
const HTTP_ERROR = /^[45](?:\d\d|xx)$/

/** Other words for a word, whatever form it has. */
export function synonymsOf(word: string): readonly string[] {
  if (HTTP_ERROR.test(word)) return ["status", "code"]
  return BY_STEM.get(stem(word)) ?? []
}

/** The other words of every stem that has some, for an engine that has to be told beforehand. */
export const SYNONYMS_BY_STEM: ReadonlyMap<string, readonly string[]> = BY_STEM
