import { parseSample } from "@/lib/catalog/exposition"

/** Something in a scrape that should not be public. */
export interface Exposure {
  /** `secret`: never to be published. `identity`: may tell whose system it is; its owner has to decide. */
  kind: "secret" | "identity"
  /** What it looks like: "a private key". The text itself is never repeated. */
  what: string
  /** Line of the exposition, from 1. */
  line: number
  metric: string
  /** The label whose value it is, or HELP. */
  label: string
}

/** The word for a metric's help text where a label is meant. */
export const HELP = "HELP"

/**
 * Forms that the issuers of tokens document, and the usual ways to write a password into an address. Each
 * begins where a word does, so that none takes time with the square of a hostile text. Units of systemd look like addresses.
 */
const SECRETS: readonly (readonly [string, RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a JSON web token", /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/],
  ["an AWS access key", /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b/],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/],
  ["a GitLab token", /\bglpat-[\w-]{20,}/],
  ["a Slack token", /\bxox[abeoprs]-[\w-]{10,}|hooks\.slack\.com\/services\/T\w+/],
  ["a Google API key", /\bAIza[\w-]{35}/],
  ["a Stripe key", /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}/],
  ["a Vault token", /\bhv[sbr]\.[\w-]{24,}/],
  [
    "a password in an address",
    /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:(?!(?:x+|\*+|\.+|<[^>]*>|redacted)@)[^\s/@]+@/i,
  ],
  ["a password in a data source name", /^[^\s:/@]+:(?!(?:x+|\*+)@)[^\s@]+@(?:tcp|unix)\(/],
  ["an authorization header", /\b(?:Bearer|Basic)\s+[A-Za-z0-9._~+/-]{16,}=*/],
  [
    "a password or token",
    /(?:passw(?:or)?d|pwd|secret|token|api[_-]?key|access[_-]?key|sig)=(?!(?:x+|\*+|<[^>]*>|redacted)(?:\W|$))[^\s&;,"']{4,}/i,
  ],
  [
    "an e-mail address",
    /(?<![\w.+-])[\w.+-]+@(?!(?:[\w-]+\.)*(?:example\.(?:com|org|net)|invalid|test)(?![\w.-]))(?:[\w-]+\.)+(?!(?:service|socket|timer|mount|slice|target|path|scope|device|swap|automount)(?![\w.-]))[\w-]+(?![\w.-])/,
  ],
]

/** Labels that hold a secret by their name. */
const SECRET_LABEL = /(?:^|_)(?:password|passwd|secret|token|api_?key|private_?key|access_?key)$/i

/** Labels that name a machine or a person by what they are. */
const IDENTITY_LABEL =
  /^(?:nodename|hostname|host_name|domainname|machine_id|system_uuid|serial|serial_number|product_uuid)$/i
const NEUTRAL = /^(?:|\(none\)|localhost(?:\.localdomain)?|node-[a-z0-9]|host-[a-z0-9]|redacted.*|0+|none|unknown)$/i

const ADDRESS = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.])/
const HOST =
  /(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|io|dev|cloud|app|co|eu|de|uk|fr|nl|ch|at|it|es|pl|se|us|ca|au|jp|cn|in|br|corp|lan)\b/i
/** Names that say nothing about whose system it is. */
const PUBLIC_HOST =
  /(?:^|\.)(?:example\.(?:com|org|net)|github\.com|gitlab\.com|prometheus\.io|grafana\.com|golang\.org|docker\.io|quay\.io|ghcr\.io|gcr\.io|k8s\.io|kubernetes\.io|amazonaws\.com|in-addr\.arpa)$/i
const RANDOM = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/_-]{32,}={0,2}$/

/** Everything in an exposition that looks like a secret, or like it tells whose system it is; one for each metric and label. */
export function exposures(text: string): readonly Exposure[] {
  const found = new Map<string, Exposure>()
  const note = (exposure: Exposure): void => {
    const key = `${exposure.kind} ${exposure.metric} ${exposure.label} ${exposure.what}`
    if (!found.has(key)) found.set(key, exposure)
  }
  text.split(/\r?\n/).forEach((content, i) => {
    const help = /^# HELP (\S+) ?(.*)$/.exec(content)
    if (help) {
      const [, metric = "", words = ""] = help
      const what = SECRETS.find(([, pattern]) => pattern.test(words))?.[0]
      if (what) note({ kind: "secret", what, line: i + 1, metric, label: HELP })
    } else if (content !== "" && !content.startsWith("#")) {
      const sample = parseSample(content)
      for (const [label, value] of Object.entries(sample?.labels ?? {})) {
        const seen = ofValue(label, value)
        if (seen) note({ ...seen, line: i + 1, metric: sample?.name ?? "", label })
      }
    }
  })
  return [...found.values()]
}

function ofValue(label: string, value: string): Pick<Exposure, "kind" | "what"> | undefined {
  if (value.length < 4 || /^redacted-\d+$/.test(value)) return undefined
  const secret = SECRETS.find(([, pattern]) => pattern.test(value))?.[0]
  if (secret) return { kind: "secret", what: secret }
  if (SECRET_LABEL.test(label) && !/^(?:x+|\*+|true|false|none|unset|redacted)$/i.test(value))
    return { kind: "secret", what: "a secret, by the label's name" }
  const what = identity(label, value)
  return what === undefined ? undefined : { kind: "identity", what }
}

/** What the value of a label tells of whose system it is; undefined when nothing. */
export function identity(label: string, value: string): string | undefined {
  if (IDENTITY_LABEL.test(label) && !NEUTRAL.test(value)) return "the name of a machine"
  const address = ADDRESS.exec(value)
  if (address && isPublicAddress(address.slice(1).map(Number))) return "a public IP address"
  const host = HOST.exec(value)?.[0]
  if (host !== undefined && !PUBLIC_HOST.test(host)) return "a host name"
  if (/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(value) && !/^(?:00:){5}00$|^(?:ff:){5}ff$|^02:/i.test(value))
    return "a hardware address"
  return RANDOM.test(value) ? "a random text, such as a key" : undefined
}

/** Source: the registries of special-purpose addresses, RFC 6890 and RFC 5737. Versions such as 1.2.3.4 count as addresses too. */
function isPublicAddress([a = 0, b = 0, c = 0, d = 0]: readonly number[]): boolean {
  if ([a, b, c, d].some((part) => part > 255)) return false
  const isPrivate =
    a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128)
  const isDocumentation =
    (a === 192 && b === 0 && c === 2) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113)
  return !(isPrivate || isDocumentation || a === 0 || a === 127 || (a === 169 && b === 254) || a >= 224)
}

/**
 * The exposition with each value of these labels replaced by a number of its own, so that series stay apart; HELP stands for
 * the help texts that look like a secret. Answers which of the labels were there.
 */
export function redact(text: string, labels: readonly string[]): { text: string; redacted: readonly string[] } {
  const names = new Set(labels)
  const numbers = new Map<string, Map<string, number>>()
  const seen = new Set<string>()
  const number = (label: string, value: string): number => {
    const known = numbers.get(label) ?? new Map<string, number>()
    numbers.set(label, known)
    const own = known.get(value) ?? known.size + 1
    known.set(value, own)
    return own
  }
  const lines = text.split("\n").map((line) => {
    const help = /^# HELP (\S+) (.*)$/.exec(line)
    if (help && names.has(HELP) && SECRETS.some(([, pattern]) => pattern.test(help[2] ?? ""))) {
      seen.add(HELP)
      return `# HELP ${help[1]} redacted`
    }
    if (line === "" || line.startsWith("#")) return line
    return line.replace(LABEL, (whole: string, before: string, label: string, value: string) => {
      if (!names.has(label) || value === "") return whole
      seen.add(label)
      return `${before}${label}="redacted-${number(label, value)}"`
    })
  })
  return { text: lines.join("\n"), redacted: labels.filter((label) => seen.has(label)) }
}

/** A label with its value, behind the brace or the comma before it. Values are passed over as a whole, so none is cut. */
const LABEL = /([{,]\s*)([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"/g
