import { Command } from "@/app/components/command"
import { CopyButton } from "@/app/components/copy-button"
import type { EndpointDocs } from "@/lib/api/endpoint"
import { curlOf } from "@/lib/api/example"
import { API_ROOT } from "@/lib/api/links"
import { type Operation as Described, exampleOrigin, type Parameter } from "./document"
import { exampleAnswer } from "./example-answer"
import styles from "./reference.module.css"
import { SchemaType } from "./schema-type"
import { Words } from "./words"

/** One operation: what it takes and answers on the left, a call with its real answer on the right. */
export async function Operation({ endpoint, described }: { endpoint: EndpointDocs; described: Described }) {
  const { operationId: id, summary, description, parameters = [], responses } = described
  const origin = exampleOrigin()
  return (
    <section className={styles.operation} aria-labelledby={id}>
      <div className={styles.words}>
        <h3 id={id}>
          <a href={`#${id}`}>{summary}</a>
        </h3>
        <p className={styles.call}>
          <span className={styles.method}>GET</span>
          <code>
            {API_ROOT}
            {endpoint.path}
          </code>
        </p>
        {description && (
          <p>
            <Words>{description}</Words>
          </p>
        )}
        <Parameters title="Path" parameters={parameters.filter((one) => one.in === "path")} />
        <Parameters title="Query" parameters={parameters.filter((one) => one.in === "query")} />
        <h4>Answers</h4>
        <dl className={styles.answers}>
          {Object.entries(responses)
            .filter(([status]) => status !== "304" && status !== "default")
            .map(([status, response]) => (
              <div key={status}>
                <dt>{status}</dt>
                <dd>
                  <Content response={response} />
                </dd>
              </div>
            ))}
        </dl>
      </div>
      <div className={styles.sample}>
        <Command>{curlOf(endpoint, origin)}</Command>
        <Sample text={await exampleAnswer(endpoint, origin)} id={id} />
      </div>
    </section>
  )
}

function Parameters({ title, parameters }: { title: string; parameters: readonly Parameter[] }) {
  if (parameters.length === 0) return null
  return (
    <>
      <h4>{title}</h4>
      <ul className={styles.properties}>
        {parameters.map(({ name, description, required, explode, schema }) => (
          <li key={name}>
            <p className={styles.property}>
              <code className={styles.name}>{name}</code>
              <span className={styles.type}>
                <SchemaType schema={explode && schema.items ? schema.items : schema} />
                {explode && ", may be repeated"}
                {required && <strong className={styles.required}> required</strong>}
                {schema.default !== undefined && schema.default !== "" && `, default ${String(schema.default)}`}
              </span>
            </p>
            {description && (
              <p>
                <Words>{description}</Words>
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Content({ response: { description, content } }: { response: Described["responses"][string] }) {
  const [type, body] = Object.entries(content ?? {})[0] ?? []
  if (!body) return <Words>{description}</Words>
  if (type === "application/problem+json") return <Words>{description}</Words>
  if (type === "application/json") return <SchemaType schema={body.schema} />
  return (
    <>
      <code>{type}</code>: <Words>{body.schema.description ?? ""}</Words>
    </>
  )
}

function Sample({ text, id }: { text: string; id: string }) {
  return (
    <figure className={styles.answer}>
      <figcaption>
        Answer, shortened
        <CopyButton text={text} what={`the answer of ${id}`} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  )
}
