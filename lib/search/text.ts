/** Words that mean the same to someone who searches. Every word of a row finds all others. */
const SYNONYMS: readonly (readonly string[])[] = [
  ["postgres", "postgresql", "pg", "psql"],
  ["kubernetes", "k8s", "kube"],
  ["memory", "ram", "mem"],
  ["oom", "outofmemory"],
  ["disk", "filesystem", "volume", "storage"],
  ["full", "space", "capacity", "exhausted"],
  ["lag", "delay", "behind"],
  ["replica", "replication", "standby", "slave", "follower"],
  ["master", "primary", "leader"],
  ["certificate", "cert", "tls", "ssl"],
  ["expiry", "expiring", "expire", "expires", "expired"],
  ["down", "unavailable", "unreachable", "dead"],
  ["host", "node", "server", "machine", "linux"],
  ["web", "http", "https"],
  ["connection", "connections", "conn", "clients"],
  ["latency", "slow", "duration"],
  ["error", "errors", "failure", "failed", "failing"],
  ["probe", "ping", "uptime", "blackbox"],
  ["nginx", "ngx"],
  ["redis", "valkey"],
]

const BY_WORD = new Map(
  SYNONYMS.flatMap((row) => row.map((word) => [word, row.filter((other) => other !== word)] as const)),
)

/** Other words for a token. */
export function synonymsOf(token: string): readonly string[] {
  return BY_WORD.get(token) ?? []
}

/** Words of a question that say nothing about what is looked for. */
const STOP_WORDS = new Set("a an and are at for how i in is it my of on or the to too many when with".split(" "))

/** The tokens that a query really asks for. */
export function queryTokens(text: string): string[] {
  // The parts of a name are asked for by themselves; asking for the whole as well would only exclude.
  const tokens = [...new Set(tokenize(text))].filter((token) => !/[_:]/.test(token) || tokenize(token).length === 1)
  const telling = tokens.filter((token) => !STOP_WORDS.has(token))
  return telling.length > 0 ? telling : tokens
}

/**
 * The words of a text, lower case: a name in snake_case or CamelCase counts as a whole and in its parts, so that
 * `filesystem_avail` finds `node_filesystem_avail_bytes` and "redis down" finds RedisDown.
 */
export function tokenize(text: string): string[] {
  const tokens: string[] = []
  for (const [word] of text.matchAll(/[\p{L}\p{N}_:]+/gu)) {
    const parts = word
      .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
      .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
      .split(/[\s_:]+/)
      .filter((part) => part !== "")
      .map((part) => part.toLowerCase())
    tokens.push(...parts)
    if (parts.length > 1) tokens.push(word.toLowerCase())
  }
  return tokens
}

/** Edits that a typo in a word of this length may have. */
export function allowedEdits(token: string): number {
  if (token.length < 4 || /^\d+$/.test(token)) return 0
  return token.length < 8 ? 1 : 2
}
