import type { Identity } from "./identity"

const HEAD = "# Made by `exporterhub owners` from the maintainers of the entries; changes by hand are lost."

/** The text of CODEOWNERS: each entry's folder belongs to its maintainers. Source: docs.github.com, "About code owners". */
export function codeOwners(entries: Iterable<Pick<Identity, "id" | "maintainers">>, registry: string): string {
  const rows = [...entries]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    // The last line that fits a path decides, so an entry without a readable login is left to the rule above.
    .flatMap(({ id, maintainers }) => {
      const logins = maintainers.filter((login) => /^[A-Za-z0-9-]+$/.test(login))
      return logins.length === 0 ? [] : [`/${registry === "" ? "" : `${registry}/`}${id}/ @${logins.join(" @")}`]
    })
  return [HEAD, "", ...rows, ""].join("\n")
}
