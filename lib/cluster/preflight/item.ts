/**
 * How a check ended. `ok` is green; `warning` and `unknown` are amber: it may still work, or could not be found out;
 * `error` is red: as it is, the install does not do what it is for.
 */
export type PreflightLevel = "ok" | "unknown" | "warning" | "error"

/** One way out. */
export interface PreflightFix {
  text: string
  /** A command or manifest to copy. Never with the value of a secret. */
  copy?: string
  /** The same as a choice that planning again takes. */
  choose?: PreflightOptions
}

/** What the user chose after having seen a pre-flight. */
export interface PreflightOptions {
  /** Servers ("namespace/name") that shall read monitors and rules, where several could. */
  forPrometheus?: readonly string[] | undefined
  /** Kinds to leave out, because the cluster does not serve them. */
  skipKinds?: readonly string[] | undefined
  /** Where monitors and rules go instead of the exporter's namespace. */
  monitorNamespace?: string | undefined
}

/** One thing that was looked at in the cluster before installing. */
export interface PreflightItem {
  check: PreflightCheck
  level: PreflightLevel
  /** What was found, in one sentence. */
  message: string
  /** The best way out first. */
  fixes: readonly PreflightFix[]
}

/** What is looked at, in the order in which it is shown. */
export const PREFLIGHT_CHECKS = [
  "kinds",
  "rights",
  "ownership",
  "scrape",
  "rules",
  "discovery-rights",
  "dashboards",
  "pod-security",
  "secrets",
  "network",
  "images",
] as const
export type PreflightCheck = (typeof PREFLIGHT_CHECKS)[number]

/** One item; without fixes when none are given. */
export function item(
  check: PreflightCheck,
  level: PreflightLevel,
  message: string,
  ...fixes: readonly PreflightFix[]
): PreflightItem {
  return { check, level, message, fixes }
}

/** A way out; with what to copy or to choose, where there is something. */
export function fix(text: string, copy?: string, choose?: PreflightOptions): PreflightFix {
  return { text, ...(copy === undefined ? {} : { copy }), ...(choose === undefined ? {} : { choose }) }
}

/** The worst level of a list; "ok" of an empty one. */
export function worstOf(items: readonly PreflightItem[]): PreflightLevel {
  const order: readonly PreflightLevel[] = ["error", "warning", "unknown"]
  return order.find((level) => items.some((each) => each.level === level)) ?? "ok"
}
