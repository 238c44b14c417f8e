import type { Entry } from "@/lib/catalog/entry"
import type { LoadedEntry, Part } from "@/lib/catalog/load-entry"
import { compareProblems, type Problem } from "@/lib/problem"
import { checkIds } from "./all"
import { entryChecks } from "./entry/all"
import { entrySubject } from "./entry-subject"
import { type Locate, toProblem } from "./locate"
import { ruleChecks } from "./rule/all"
import { type AfterSilences, applySilences } from "./silences"
import { textProblems } from "./text-checks"

/** Everything that is wrong with an entry: what failed to load, then what the checks find in the parts that did. */
export function validateEntry(loaded: LoadedEntry): Problem[] {
  return reviewEntry(loaded).problems
}

/** The same, with what the entry's authors have silenced. */
export function reviewEntry(loaded: LoadedEntry): AfterSilences {
  const { entry, broken, problems, sources, texts } = loaded
  const locate: Locate = (at, options) => sources.get(at.file)?.locate(at.path, options) ?? { line: 1, column: 1 }
  const fit: Fit = ({ needs }) => !needs.some((part) => broken.has(part))
  const found = entry ? [...ofRules(entry, fit, locate), ...ofEntry(entry, fit, locate)] : []
  const byFile = new Map<string, Problem[]>([...texts.keys()].map((file) => [file, []]))
  for (const problem of [...problems, ...textProblems(texts), ...found]) {
    const list = byFile.get(problem.file)
    if (list) list.push(problem)
    else byFile.set(problem.file, [problem])
  }
  const after = [...byFile].map(([file, list]) =>
    file.endsWith(".yaml")
      ? applySilences(file, texts.get(file) ?? "", list, checkIds)
      : { problems: list, silenced: [] },
  )
  return {
    problems: after.flatMap((one) => one.problems).sort(compareProblems),
    silenced: after.flatMap((one) => one.silenced),
  }
}

type Fit = (check: { needs: readonly Part[] }) => boolean

function ofRules(entry: Entry, fit: Fit, locate: Locate): Problem[] {
  // A subject of its own: what the checks remember of this one goes when they have run, and not with the entry.
  const subject = { ...entrySubject(entry) }
  return ruleChecks
    .filter(fit)
    .flatMap((check) => check.run(subject).map((finding) => toProblem(check, finding, locate)))
}

function ofEntry(entry: Entry, fit: Fit, locate: Locate): Problem[] {
  return entryChecks
    .filter(fit)
    .flatMap((check) => check.run(entry).map((finding) => toProblem(check, finding, locate)))
}
