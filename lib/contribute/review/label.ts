import type { Entry } from "@/lib/catalog/entry"
import { imageOfVersion } from "@/lib/contribute/versions"
import { maintains } from "./identity"
import type { Label, ReviewReport } from "./report"

/** An entry before and after the change; a side is missing where it was not there or could not be read. */
export interface EntryPair {
  id: string
  before?: Entry | undefined
  after?: Entry | undefined
  /** Changed files, relative to the entry's folder. */
  files: readonly string[]
}

/** What a change can be merged by: its entries' own maintainers, its own harmlessness, or a reviewer. With the reasons. */
export function labelOf(
  pairs: readonly EntryPair[],
  facts: { author: string | undefined; errors: number; bumps: ReviewReport["bumps"]; outside: number },
): { label: Label; reasons: string[] } {
  const { author, errors, bumps, outside } = facts
  if (errors > 0) return { label: "needs-review", reasons: [`${errors} ${errors === 1 ? "error" : "errors"} first`] }
  if (pairs.length === 0) return { label: "needs-review", reasons: ["No entry changes"] }
  const general = outside > 0 ? ["Files outside of the entries change"] : []
  const notSafe = [...general, ...pairs.flatMap((pair) => againstBump(pair, bumps))]
  if (notSafe.length === 0)
    return { label: "safe-bump", reasons: ["A new version whose capture changes no metric that a rule or panel uses"] }
  const notOwn = [...general, ...pairs.flatMap((pair) => againstOwner(pair, author))]
  if (notOwn.length === 0) return { label: "owner-change", reasons: [`${author} maintains every entry that changes`] }
  return { label: "needs-review", reasons: notOwn.slice(0, 50) }
}

/** Rights in the cluster and the place of the image concern all users, so that a second pair of eyes sees them. */
function againstOwner({ id, before, after }: EntryPair, author: string | undefined): string[] {
  if (!before) return [`${id} is new`]
  if (!after) return [`${id} is removed`]
  // Who maintains it is asked of the base: a pull request does not make its author a maintainer.
  if (!maintains(author, before.maintainers)) return [`${author ?? "The author"} does not maintain ${id}`]
  return [
    ...(same(before.maintainers, after.maintainers) ? [] : [`${id} gets other maintainers`]),
    ...(same(before.source, after.source) ? [] : [`${id} gets another source`]),
    ...(same(rights(before), rights(after)) ? [] : [`${id} gets other rights in the cluster`]),
    ...(sameImages(before, after) ? [] : [`${id} gets its image from elsewhere`]),
  ]
}

function againstBump({ id, before, after, files }: EntryPair, bumps: ReviewReport["bumps"]): string[] {
  const bump = bumps.find((each) => each.id === id)
  if (!before || !after || !bump) return [`${id} is not a new version of a known entry`]
  const other = files.find((file) => !/^(entry\.yaml|CHANGELOG\.md|captures\/.*)$/.test(file))
  const kept = before.versions.every((old) => after.versions.some((now) => same(now, old)))
  const [rest, restNow] = [before, after].map(({ versions: _, ...entry }) => data(entry))
  return [
    ...(other === undefined ? [] : [`${id}/${other} changes too`]),
    ...(kept ? [] : [`${id} changes an older version`]),
    ...(same(rest, restNow) ? [] : [`${id} changes more than its versions`]),
    ...(sameImages(before, after) ? [] : [`${id} gets its image from elsewhere`]),
    ...(namesItsVersion(before, after) ? [] : [`${id}: the tag of the image is not that of the version`]),
    ...bump.touches.map((touch) => `${id}: ${touch}`),
  ]
}

function rights({ deploy: { privileges, rbac, user, workload } }: Entry): unknown {
  return { privileges, rbac, user, workload }
}

/** The repository of every image, without its tag, is one that the entry had before. */
function sameImages(before: Entry, after: Entry): boolean {
  const repositories = ({ versions }: Entry): string[] =>
    versions.flatMap(({ image }) => image?.replace(/@.*$/, "").replace(/:[^/:]*$/, "") ?? [])
  const known = new Set(repositories(before))
  return repositories(after).every((name) => known.has(name))
}

/** The tag of the new image is the one before with the new version in it: "latest" could be anything tomorrow. */
function namesItsVersion({ versions: [old] }: Entry, { versions: [now] }: Entry): boolean {
  if (!old || !now) return false
  if (old.image === undefined || now.image === undefined) return old.image === now.image
  return now.image.replace(/@.*$/, "") === imageOfVersion(old.image, old.version, now.version)
}

/** An entry without what is a function of its files' texts and of where things stand in them. */
function data(entry: Partial<Entry>): unknown {
  const { rules: _rules, runbooks: _runbooks, ...rest } = entry
  return rest
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
