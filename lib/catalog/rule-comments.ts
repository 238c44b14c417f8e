import type { Entry, Origin } from "./entry"
import type { RuleGroup } from "./rule-file"
import type { YamlSource } from "./yaml-source"

/** What the author of a rule wrote above one of its keys; above the first one it is about the rule as a whole. */
export interface RuleComment {
  /** The key that the comment stands above: "alert", "expr", "for"… */
  above: string
  text: string
}

/** Comments of the rules of a file, by the place of the group and that of the rule in it: "0.2". */
export type RuleComments = ReadonlyMap<string, readonly RuleComment[]>

/** The comments above the keys of every rule of a file. */
export function ruleComments(text: string, source: YamlSource, groups: readonly RuleGroup[]): RuleComments {
  const lines = text.split(/\r?\n/)
  return new Map(
    groups.flatMap(({ rules }, g) =>
      rules.map((rule, r): [string, readonly RuleComment[]] => {
        // A key that only a default has put there is located where the rule is.
        const seen = new Set<number>()
        const found = Object.keys(rule).flatMap((key): RuleComment[] => {
          const { line } = source.locate(["groups", g, "rules", r, key], { side: "key" })
          const comment = seen.has(line) ? undefined : commentAbove(lines, line)
          seen.add(line)
          return comment === undefined ? [] : [{ above: key, text: comment }]
        })
        return [`${g}.${r}`, found]
      }),
    ),
  )
}

/** The comments of the rule at a place of an entry; none when there are none. */
export function commentsAt({ rules }: Pick<Entry, "rules">, { file, path }: Origin): readonly RuleComment[] {
  const [, group, , rule] = path
  return rules.find((one) => one.file === file)?.comments?.get(`${group}.${rule}`) ?? []
}

/** The comment lines directly above a line (from 1), as one text; undefined when there are none. */
function commentAbove(lines: readonly string[], line: number): string | undefined {
  const words: string[] = []
  for (let i = line - 2; i >= 0; i--) {
    const comment = /^\s*#\s?(.*)$/.exec(lines[i] ?? "")?.[1]
    if (comment === undefined) break
    words.unshift(comment.trim())
  }
  // Lines that speak to programs are no reasons.
  const told = words.filter((word) => word !== "" && !/^(exporterhub|pint|yamllint|yaml-language-server)\b/.test(word))
  return told.length > 0 ? told.join(" ") : undefined
}
