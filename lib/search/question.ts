import type { DocumentType } from "./engine"
import { PHRASES, SOFT_WORDS, STOP_WORDS, synonymsOf } from "./synonyms"
import { folded, squeezed, type Word, wholeName, words } from "./words"

/** One word that is asked for. */
export interface Asked {
  word: string
  /** Other words that do as well, for a little less. */
  synonyms: readonly string[]
  /** A name of several parts, of which each is asked for as well; a hit that has just this name says more. */
  whole?: true
  /** Whether a hit must have it; words that name a type of document, or say how bad it is, need not be in it. */
  required: boolean
}

/** What a text that someone typed asks for; every engine starts from it. */
export interface Question {
  asked: readonly Asked[]
  /** How much more each type of document is wanted, where the words say so. */
  types: Partial<Record<DocumentType, number>>
  /** The text as one name, squeezed. */
  name: string
  /** Whether it is a single name as it is, without spaces. */
  oneName: boolean
  /** The same without the words that name a type, where there are some: a name of a thing of one of `types`. */
  bareName: string
}

/** Longer texts are cut: nobody types them, and each word costs time. */
const MOST_CHARACTERS = 400
const MOST_WORDS = 12

/** Words that say what kind of thing is looked for. */
const TYPE_WORDS: ReadonlyMap<string, DocumentType> = new Map([
  ...each("entry", "exporter", "exporters"),
  ...each("alert", "alert", "alerts", "alerting", "alarm", "alarms"),
  ...each("recording", "recording", "recordings"),
  ...each("dashboard", "dashboard", "dashboards", "grafana"),
  ...each("panel", "panel", "panels", "graph", "graphs", "chart", "charts"),
  ...each("metric", "metric", "metrics"),
  ...each("runbook", "runbook", "runbooks", "playbook", "fix", "mitigate", "mitigation", "troubleshoot", "diagnose"),
])
/** "rule" is said of alerts and of recordings. */
const RULE_WORDS: ReadonlySet<string> = new Set(["rule", "rules"])
/** How much a word for a type, the shape of a name, or the way to ask is worth. */
const WANTED_TYPE = 2.5
const MEANT_TYPE = 2
const LIKELY_TYPE = 1.6

/** Who asks so wants a number. */
const QUANTITY =
  /\bhow (?:many|much|big|large|long|fast|often)\b|\bwhen (?:does|do|did|will|is)\b|\bper (?:second|minute)\b/i

/** Who asks so wants to begin. */
const BEGINNER = /\b(?:how (?:do|to|can|should)\b.*\bmonitor|monitoring)\b/i

function each(type: DocumentType, ...names: string[]): [string, DocumentType][] {
  return names.map((name) => [name, type])
}

/** Reads a text; an empty question has nothing asked. */
export function question(text: string): Question {
  const short = text.slice(0, MOST_CHARACTERS)
  const read = words(withPhrases(short)).filter(({ word }) => word !== "")
  const whole = namesOf(read).map((word): Asked => ({ word, synonyms: [], required: false, whole: true }))
  const found = knownNames(read).slice(0, MOST_WORDS)
  const telling = found.filter((word) => !STOP_WORDS.has(word))
  const kept = telling.length > 0 ? telling : found
  const plain = kept.filter((word) => !isTypeWord(word))
  const hard = plain.filter((word) => !SOFT_WORDS.has(word))
  const required = new Set([hard, plain, kept].find((some) => some.length > 0))
  return {
    asked: [...whole, ...kept.map((word) => asksFor(word, required.has(word)))],
    types: typesOf(kept, short),
    name: squeezed(short),
    oneName: !/\s/.test(short.trim()),
    bareName: plain.length < kept.length ? plain.join("") : "",
  }
}

/** A word to look for, with its synonyms. */
export function asksFor(word: string, required: boolean): Asked {
  return { word, synonyms: synonymsOf(word), required }
}

function isTypeWord(word: string): boolean {
  return TYPE_WORDS.has(word) || RULE_WORDS.has(word)
}

function withPhrases(text: string): string {
  const lower = folded(text)
  if (!PHRASES.some(([phrase]) => lower.includes(phrase))) return text
  return PHRASES.reduce((rest, [phrase, word]) => rest.replaceAll(new RegExp(`\\b${phrase}\\b`, "gi"), word), text)
}

/** The names of several parts, as wholeName() has them. */
function namesOf(read: readonly Word[]): string[] {
  const parts = new Map<number, string[]>()
  for (const { word, name } of read) parts.set(name, [...(parts.get(name) ?? []), word])
  return [...parts.values()].filter((name) => name.length > 1).map(wholeName)
}

/** Each word once; where the parts of "PostgreSQL" are a word that has others for it, that word. */
function knownNames(read: readonly Word[]): string[] {
  const found: string[] = []
  for (let i = 0; i < read.length; i += 1) {
    const [part, next] = [read[i], read[i + 1]]
    if (!part) continue
    const joined = part.word + (next?.word ?? "")
    const one = next && next.name === part.name && next.start === part.end && synonymsOf(joined).length > 0
    found.push(one ? joined : part.word)
    if (one) i += 1
  }
  return [...new Set(found)]
}

/** What the words name, and what the shape of the text looks like: a metric, a recording rule, an alert. */
function typesOf(asked: readonly string[], text: string): Question["types"] {
  const types: Question["types"] = {}
  const want = (type: DocumentType, factor: number): void => {
    types[type] = Math.max(types[type] ?? 1, factor)
  }
  for (const word of asked) {
    const type = TYPE_WORDS.get(word)
    if (type) want(type, WANTED_TYPE)
    if (type === "dashboard") want("panel", LIKELY_TYPE)
    if (RULE_WORDS.has(word)) {
      want("alert", LIKELY_TYPE)
      want("recording", WANTED_TYPE)
    }
  }
  if (BEGINNER.test(text)) for (const type of ["entry", "dashboard"] as const) want(type, MEANT_TYPE)
  if (QUANTITY.test(text)) for (const type of ["metric", "panel", "recording"] as const) want(type, MEANT_TYPE)
  if (/[a-z0-9]_[a-z0-9]*/.test(text)) for (const type of ["metric", "recording"] as const) want(type, MEANT_TYPE)
  if (/[a-z0-9]:[a-z0-9]/.test(text)) want("recording", WANTED_TYPE)
  if (/^\s*(?:\p{Lu}+\p{Ll}+){2,}\s*$/u.test(text)) want("alert", LIKELY_TYPE)
  return types
}
