import type { Finding, RuleCheck } from "@/lib/checks/check"
import { parsed } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import type { Matcher } from "@/lib/promql/ast"
import { printMatcher } from "@/lib/promql/edit"

const LITERAL = /^(?:[\w\s\-/:,=@%&'"<>!~;]|\\[.\-/:])*$/
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/
/** A word with a star behind it, as in a shell: the star repeats only the last letter. */
const GLOB = /^[\w\-/:.]*[\w-]\*$/

interface Smell {
  message: string
  hint: string
}

/** Regular expressions that are none, or not the one that was meant. */
export const regexpMatcher: RuleCheck = {
  id: "regexp-matcher",
  severity: "warning",
  summary: "The regular expression of a matcher is needless, or is not the one that was meant",
  needs: ["rules"],
  docs: {
    why: `Prometheus anchors regular expressions at both ends, so \`^\` and \`$\` say nothing, and \`job=~"web*"\` is no wildcard: it matches
"we", "web" and "webb", but not "web-1". A pattern without any special character costs more than \`=\` and hides what is meant.
\`=~".*"\` matches everything, series without the label included.`,
    example: {
      before: `
- alert: WebDown
  expr: up{job=~"web*"} == 0
  for: 5m`,
      after: `
- alert: WebDown
  expr: up{job=~"web.*"} == 0
  for: 5m`,
    },
  },
  run: ({ alerts, recordings }) =>
    [...alerts, ...recordings]
      .flatMap(({ expression }) => parsed(expression))
      .flatMap(({ at, expr }) =>
        visitKind(expr, "vector").flatMap(({ node }) =>
          node.matchers
            .filter(({ op }) => op === "=~" || op === "!~")
            .flatMap((matcher): Finding[] => {
              const smell = smellOf(matcher)
              return smell ? [{ at, offset: matcher.start, end: matcher.end, ...smell }] : []
            }),
        ),
      ),
}

function smellOf(matcher: Matcher): Smell | undefined {
  const { op, value, label } = matcher
  const pattern = value.text
  const write = (text: string, other: Matcher["op"] = op) =>
    `Write ${printMatcher({ label: label.name, op: other, value: text })}`
  if (pattern === ".*" || pattern === "^.*$")
    return op === "=~"
      ? {
          message: `${label.name}=~".*" matches everything, also series without ${label.name}`,
          hint: `Leave it out, or write ${printMatcher({ label: label.name, op: "!=", value: "" })} for series that have it`,
        }
      : {
          message: `${label.name}!~".*" matches nothing`,
          hint: `${printMatcher({ label: label.name, op: "=", value: "" })} is what series without ${label.name} have`,
        }
  const bare = unanchored(pattern)
  if (bare !== pattern)
    return {
      message: "Prometheus anchors regular expressions at both ends itself",
      hint: isLiteral(bare) ? write(unescaped(bare), op === "=~" ? "=" : "!=") : write(bare),
    }
  if (ADDRESS.test(pattern) || isLiteral(pattern))
    return {
      message: `"${pattern}" is a plain text and needs no ${op}`,
      hint: write(unescaped(pattern), op === "=~" ? "=" : "!="),
    }
  return alternatives(pattern)?.flatMap((alternative, i, all): Smell[] => {
    if (GLOB.test(alternative)) {
      const message = `"${alternative}" is no wildcard: the star repeats the "${alternative.at(-2)}" alone`
      const wildcards = all.map((one) => (GLOB.test(one) ? `${one.slice(0, -1)}.*` : one))
      return [{ message, hint: write(wildcards.join("|")) }]
    }
    if (ADDRESS.test(alternative))
      return [
        {
          message: `The dots in ${alternative} match any character`,
          hint: write(all.map((one) => (ADDRESS.test(one) ? one.replaceAll(".", "\\.") : one)).join("|")),
        },
      ]
    if (all.indexOf(alternative) < i)
      return [{ message: `The alternative "${alternative}" is there twice`, hint: write([...new Set(all)].join("|")) }]
    return []
  })[0]
}

function isLiteral(pattern: string): boolean {
  return pattern !== "" && LITERAL.test(pattern)
}

function unescaped(pattern: string): string {
  return pattern.replace(/\\(.)/g, "$1")
}

/** Without `^` before and `$` behind all of it; behind and before single alternatives they are left, as they may be meant. */
function unanchored(pattern: string): string {
  if (/\|/.test(pattern) && !/^\^\(.*\)\$$/.test(pattern)) return pattern
  return pattern.replace(/^\^/, "").replace(/(?<!\\)\$$/, "")
}

/** The alternatives at the top of a pattern; undefined where groups, classes or escapes would make splitting wrong. */
function alternatives(pattern: string): string[] | undefined {
  return /[()[\]\\]/.test(pattern) ? undefined : pattern.split("|")
}
