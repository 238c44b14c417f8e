import type { Metadata } from "next"
import { Command } from "@/app/components/command"
import { Fact } from "@/app/components/fact"
import { documentedEndpoints } from "@/lib/api/all"
import { API_ROOT } from "@/lib/api/links"
import { BeyondJson } from "./beyond-json"
import { apiDocument, exampleOrigin } from "./document"
import { Operation } from "./operation"
import { Properties } from "./properties"
import styles from "./reference.module.css"
import { Words } from "./words"

export const metadata: Metadata = {
  title: "API reference",
  description:
    "Everything on this site for programs: JSON with CORS, ETags and an OpenAPI 3.1 document, without a key.",
}

export default function ApiPage() {
  const { tags, paths, components } = apiDocument()
  const schemas = Object.entries(components.schemas)
  return (
    <div className={styles.reference} data-wide="">
      <h1>API reference</h1>
      <p className={styles.lead}>
        Everything on this site for programs. It is public, needs no key, and any web page may call it. Answers may gain
        keys within v1; none is taken away.
      </p>
      <dl className={styles.facts}>
        <Fact name="Root">
          <code>{`${exampleOrigin()}${API_ROOT}`}</code>
        </Fact>
        <Fact name="OpenAPI 3.1">
          <a href={`${API_ROOT}/openapi.json`}>openapi.json</a>
        </Fact>
        <Fact name="Caching">
          Every answer has an <code>ETag</code>; send it as <code>If-None-Match</code> and get 304 while nothing has
          changed.
        </Fact>
        <Fact name="Lists">
          <code>limit</code> and <code>offset</code>; <code>next</code> is the path of the next page.
        </Fact>
        <Fact name="Failures">
          <code>application/problem+json</code> (RFC 9457), a <a href="#Problem">Problem</a> with a <code>hint</code>.
          Unknown parameters are refused, not ignored.
        </Fact>
      </dl>
      <nav className={styles.contents} aria-label="Operations">
        {tags.map(({ name }) => (
          <div key={name}>
            <p>{name}</p>
            <ul>
              {documentedEndpoints
                .filter(({ tag }) => tag === name)
                .map(({ id, summary }) => (
                  <li key={id}>
                    <a href={`#${id}`}>{summary}</a>
                  </li>
                ))}
            </ul>
          </div>
        ))}
        <div>
          <p>More</p>
          <ul>
            <li>
              <a href="#beyond">Feeds, badges, cards, Markdown</a>
            </li>
            <li>
              <a href="#objects">All {schemas.length} kinds of objects</a>
            </li>
          </ul>
        </div>
      </nav>
      <h2>Try it</h2>
      <Command>{`curl ${exampleOrigin()}${API_ROOT}`}</Command>
      {tags.map(({ name, description }) => (
        <section key={name} aria-labelledby={`tag-${name}`}>
          <h2 id={`tag-${name}`}>{name}</h2>
          <p>{description}</p>
          {documentedEndpoints
            .filter(({ tag }) => tag === name)
            .flatMap((endpoint) => {
              const described = paths[endpoint.path || "/"]?.get
              return described ? [<Operation key={endpoint.id} endpoint={endpoint} described={described} />] : []
            })}
        </section>
      ))}
      <BeyondJson />
      <h2 id="objects">Objects</h2>
      <p>What answers are made of.</p>
      {schemas.map(([name, schema]) => (
        <section key={name} className={styles.object} aria-labelledby={name}>
          <h3 id={name}>
            <a href={`#${name}`}>{name}</a>
          </h3>
          {schema.description && (
            <p>
              <Words>{schema.description}</Words>
            </p>
          )}
          <Properties schema={schema} />
        </section>
      ))}
    </div>
  )
}
