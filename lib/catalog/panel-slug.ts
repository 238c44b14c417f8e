import type { DashboardFile } from "./dashboard-file"

/**
 * A name for each panel of a dashboard, in the order of its rows and panels: the words of the title in lower case, joined
 * with "-". Panels of the same name are numbered from the second on ("memory", "memory-2"). A page shows the panel
 * `x` at `#panel-x`.
 */
export function panelSlugs({ rows }: Pick<DashboardFile, "rows">): readonly string[] {
  const taken = new Set<string>()
  return rows.flatMap(({ panels }) =>
    panels.map(({ title }) => {
      const slug = unused(words(title), taken)
      taken.add(slug)
      return slug
    }),
  )
}

/** Letters and digits of any script; a title of signs only still needs a name. */
function words(title: string): string {
  return (
    title
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu)
      ?.join("-") ?? "untitled"
  )
}

/** A title may end in a number of its own, so a numbered name can be taken as well. */
function unused(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug
  let number = 2
  while (taken.has(`${slug}-${number}`)) number += 1
  return `${slug}-${number}`
}
