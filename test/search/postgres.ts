import type { SearchDocument } from "@/lib/search/engine"
import type { Contender } from "./contender"
import type { PostgresServer } from "./postgres-server"

/*
 * The full-text search of PostgreSQL as Artifact Hub sets it up. Facts from github.com/artifacthub/hub, folder
 * database/migrations/functions/packages: generate_package_tsdoc.sql at 1c1d166b70258d7c12dad6b22e639d60ee2583f9 and
 * search_packages.sql at 00d89b28fe90713cdf4ed421c96fe07912cb81fb. The SQL below is ours.
 * - Weights: name and alternative name A; display name, description, repository and publisher B; keywords C.
 * - The query goes through websearch_to_tsquery, and every lexeme of it may also be the beginning of one in the document.
 * - Relevance: ts_rank over A, divided by 1 + log of the length, plus ts_rank over B and C with .2 each, both cut after
 *   two digits and both of the query without prefixes. Ties go by stars (there are none here), then by name.
 * Our documents in its words: a package is a document; its name is the title (of an entry, its id, with the title as the
 * display name), its keywords are names, tags and metrics, its repository is the entry. Bodies are not indexed there.
 */

/** Loads the documents; `bodies` adds the text of each with weight D, which Artifact Hub does not do. */
export async function postgresContender(
  server: PostgresServer,
  documents: readonly SearchDocument[],
  { bodies }: { bodies: boolean },
): Promise<Contender> {
  const table = bodies ? "with_bodies" : "as_artifact_hub"
  await server.run(load(table, documents))
  return {
    name: bodies ? "Postgres, with bodies as D" : "Postgres, as Artifact Hub",
    search: async (text) => (await server.run(search(table, text))).split("\n").filter((id) => id !== ""),
  }
}

function load(table: string, documents: readonly SearchDocument[]): string {
  const rows = documents.map(({ id, type, entry, title, summary, names, tags, metrics, text }) => {
    const [name, displayName] = type === "entry" ? [entry, title] : [title, ""]
    const keywords = [...names, ...tags, ...metrics].join(" ")
    const body = table === "with_bodies" ? text : ""
    return `(${[id, name, displayName, summary, entry, keywords, body].map(literal).join(", ")})`
  })
  return `
    create table ${table} (id text primary key, name text not null, document tsvector not null);
    insert into ${table}
    select id, name,
      setweight(to_tsvector(name), 'A')
      || setweight(to_tsvector(display_name), 'B')
      || setweight(to_tsvector(description), 'B')
      || setweight(to_tsvector(keywords), 'C')
      || setweight(to_tsvector(repository), 'B')
      || setweight(to_tsvector(body), 'D')
    from (values ${rows.join(",\n")}) as given (id, name, display_name, description, repository, keywords, body);`
}

function search(table: string, text: string): string {
  const beginnings = `
    select to_tsquery(word), to_tsquery(word || ':*') from unnest(tsvector_to_array(to_tsvector(${literal(text)}))) word`
  return `
    with asked as (
      select websearch_to_tsquery(${literal(text)}) as query,
        ts_rewrite(websearch_to_tsquery(${literal(text)}), ${literal(beginnings)}) as beginnings
    )
    select id from ${table}, asked
    where document @@ beginnings
    order by
      trunc(ts_rank(ts_filter(document, '{a}'), query, 1)::numeric, 2)
      + trunc(ts_rank('{0.1, 0.2, 0.2, 1.0}', ts_filter(document, '{b,c}'), query)::numeric, 2) desc,
      name
    limit 10;`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
