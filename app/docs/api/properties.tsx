import type { Schema } from "./document"
import styles from "./reference.module.css"
import { SchemaType } from "./schema-type"
import { Words } from "./words"

/** The keys of an object; objects inside of it that have no name of their own open in place. */
export function Properties({ schema }: { schema: Schema }) {
  const variants = schema.oneOf ?? schema.anyOf
  if (variants)
    return variants.map((variant, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: variants have no other name
      <div key={i} className={styles.variant}>
        <p className={styles.or}>{i === 0 ? "Either" : "Or"}</p>
        <Properties schema={variant} />
      </div>
    ))
  return (
    <ul className={styles.properties}>
      {Object.entries(schema.properties ?? {}).map(([name, property]) => (
        <Property key={name} name={name} schema={property} optional={!schema.required?.includes(name)} />
      ))}
    </ul>
  )
}

function Property({ name, schema, optional }: { name: string; schema: Schema; optional: boolean }) {
  const inner = innerOf(schema)
  return (
    <li>
      <p className={styles.property}>
        <code className={styles.name}>{name}</code>
        <span className={styles.type}>
          <SchemaType schema={schema} />
          {optional && ", may be absent"}
        </span>
      </p>
      {schema.description && (
        <p>
          <Words>{schema.description}</Words>
        </p>
      )}
      {inner && (
        <details className={styles.inner}>
          <summary>Keys of {name}</summary>
          <Properties schema={inner} />
        </details>
      )}
    </li>
  )
}

/** The object without a name that a value is made of, also as the items of a list or the values of a map. */
function innerOf(schema: Schema): Schema | undefined {
  if (schema.$ref) return undefined
  if (schema.properties) return schema
  if (schema.items) return innerOf(schema.items)
  if (typeof schema.additionalProperties === "object") return innerOf(schema.additionalProperties)
  const object = (schema.anyOf ?? schema.oneOf)?.find((variant) => variant.properties)
  return object
}
