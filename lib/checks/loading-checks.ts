import type { Severity } from "@/lib/problem"

/** A fault that is found while a file is read, before any check runs; it has no example, as its messages say it all. */
export interface LoadingCheck {
  id: string
  severity: Severity
  summary: string
  /** Markdown. */
  why: string
}

/** Every fault of reading. */
export const loadingChecks: readonly LoadingCheck[] = [
  {
    id: "yaml-syntax",
    severity: "error",
    summary: "The file is not valid YAML",
    why: "Prometheus refuses a file that does not parse. Tabs as indentation, keys that are set twice, anchors that are nowhere, and files of absurd size or depth are found here.",
  },
  {
    id: "schema",
    severity: "error",
    summary: "A value is unknown, missing or malformed",
    why: "A misspelt key would do nothing, silently. The JSON Schemas in `public/schema` are the same, for editors.",
  },
  {
    id: "rule-format",
    severity: "error",
    summary: "Prometheus refuses the rule file",
    why: "All that `promtool check rules` demands: names, durations, labels, one of record and alert, group names that are unique. One fault, and the server keeps the rules that it had before.",
  },
  {
    id: "duplicate-rule",
    severity: "warning",
    summary: "Two rules of a file have the same name, labels and expression",
    why: "promtool warns of them too: two recordings write the same series over each other, two alerts fire as one.",
  },
  {
    id: "missing-file",
    severity: "error",
    summary: "The entry lacks a file",
    why: "An entry has an `entry.yaml`, a README, and every file that these name.",
  },
  {
    id: "stray-file",
    severity: "error",
    summary: "A file has no place in an entry",
    why: "A file with a wrong ending or in a wrong folder would be read by nobody, without a word.",
  },
  {
    id: "capture",
    severity: "error",
    summary: "The capture is no exposition, or lacks its provenance",
    why: "A recorded scrape is evidence only if it says of what, with which version, when and from where, in its first lines.",
  },
  {
    id: "runbook",
    severity: "error",
    summary: "The runbook lacks its front matter or a section",
    why: "Meaning, impact, diagnosis and mitigation: whoever is woken needs all four.",
  },
  {
    id: "promtool-check",
    severity: "error",
    summary: "Real promtool refuses the rules",
    why: "The last word is Prometheus' own tool, run with `--promtool`. If it finds what the other checks did not, that is a fault of ours: please report it.",
  },
  {
    id: "promtool-test",
    severity: "error",
    summary: "A unit test fails in real promtool",
    why: "The rule does not do what its test says, or the test is out of date. Both must agree before anyone relies on either.",
  },
  {
    id: "silence",
    severity: "error",
    summary: "A silence has no reason, names no check, or silences nothing",
    why: "`# exporterhub: ignore <check> because <reason>`: without the reason nobody can tell later whether it still holds.",
  },
]
