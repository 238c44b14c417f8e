import type { Schema } from "./document"
import styles from "./reference.module.css"

/** The name of a schema that a reference leads to. */
function refName({ $ref }: Schema): string | undefined {
  return $ref?.replace("#/components/schemas/", "")
}

/** What a value is, in a few words; named objects are links. */
export function SchemaType({ schema }: { schema: Schema }) {
  const name = refName(schema)
  if (name !== undefined) return <a href={`#${name}`}>{name}</a>
  if (schema.const !== undefined) return <code>{JSON.stringify(schema.const)}</code>
  if (schema.enum) return <Choices values={schema.enum} />
  const variants = schema.anyOf ?? schema.oneOf
  if (variants) return <Variants schemas={variants} />
  if (schema.items)
    return (
      <>
        array of <SchemaType schema={schema.items} />
      </>
    )
  if (typeof schema.additionalProperties === "object" && !schema.properties)
    return (
      <>
        map of <SchemaType schema={schema.additionalProperties} />
      </>
    )
  return <>{typeof schema.type === "string" ? schema.type : (schema.type?.join(" or ") ?? "any value")}</>
}

function Choices({ values }: { values: readonly unknown[] }) {
  return (
    <span className={styles.choices}>
      {values.map((value) => (
        <code key={String(value)}>{value === "" ? '""' : String(value)}</code>
      ))}
    </span>
  )
}

function Variants({ schemas }: { schemas: readonly Schema[] }) {
  return schemas.map((schema, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: variants have no other name
    <span key={i}>
      {i > 0 && " or "}
      <SchemaType schema={schema} />
    </span>
  ))
}
