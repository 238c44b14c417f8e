"use client"

import { useId } from "react"
import type { DraftMetric } from "@/lib/contribute/draft-check"
import { expressionMarks, problemsAt } from "@/lib/contribute/draft-problems"
import type { DraftPath } from "@/lib/contribute/draft-yaml"
import type { FormField } from "@/lib/contribute/schema-form"
import type { Problem } from "@/lib/problem"
import { Control, type LeafKind } from "./control"
import { PromqlEditor } from "./promql-editor"
import styles from "./studio.module.css"

/** What all fields of one file share. */
export interface FormFile {
  text: string
  problems: readonly Problem[]
  metrics: readonly DraftMetric[]
  onChange: (path: DraftPath, value: unknown) => void
}

interface FieldsProps {
  fields: readonly FormField[]
  value: unknown
  path: DraftPath
  file: FormFile
  /** Stands in front of the labels of expressions, which are read on their own. */
  context?: string
}

/** Fields of a schema with the values of a file. */
export function Fields({ fields, value, path, file, context = "" }: FieldsProps) {
  const values = isRecord(value) ? value : {}
  return (
    <div className={styles.fields}>
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={values[field.name]}
          path={[...path, field.name]}
          file={file}
          context={context}
        />
      ))}
    </div>
  )
}

interface FieldProps {
  field: FormField
  value: unknown
  path: DraftPath
  file: FormFile
  context: string
}

function Field(props: FieldProps) {
  const { field, value, path, file, context } = props
  if (field.kind === "group") {
    const set = value !== undefined
    return (
      <details className={styles.group} open={set || field.required}>
        <summary>{field.label}</summary>
        {field.help && <p className={styles.help}>{field.help}</p>}
        <Fields fields={field.fields} value={value} path={path} file={file} context={`${context}${field.label} `} />
      </details>
    )
  }
  if (field.kind === "list") return <ListField {...props} field={field} />
  return <Leaf {...props} field={field} />
}

function ListField({ field, value, path, file, context }: FieldProps & { field: FormField & { kind: "list" } }) {
  const items = Array.isArray(value) ? value : []
  const one = field.label.replace(/ies$/, "y").replace(/s$/, "")
  return (
    <fieldset className={styles.list}>
      <legend>{field.label}</legend>
      {field.help && <p className={styles.help}>{field.help}</p>}
      {items.map((item, i) => {
        const title = isRecord(item) ? (item.title ?? item.name ?? item.version ?? item.alertname ?? "") : ""
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is known by its place in the file alone
          <details className={styles.item} key={i} open={items.length < 3}>
            <summary>
              {one} {i + 1}
              {title !== "" && <span>: {String(title)}</span>}
            </summary>
            <Fields
              fields={field.fields}
              value={item}
              path={[...path, i]}
              file={file}
              context={`${context}${one} ${i + 1} `}
            />
            <button type="button" onClick={() => file.onChange([...path, i], undefined)}>
              Remove {one.toLowerCase()} {i + 1}
            </button>
          </details>
        )
      })}
      <button type="button" onClick={() => file.onChange([...path, items.length], blank(field.fields))}>
        Add {one.toLowerCase()}
      </button>
    </fieldset>
  )
}

function Leaf({ field, value, path, file, context }: FieldProps & { field: LeafKind }) {
  const id = useId()
  const problems = problemsAt(file.text, path, file.problems)
  const set = (next: unknown) => file.onChange(path, next)
  if (field.kind === "promql")
    return (
      <div className={styles.wide}>
        <span className={styles.label}>{field.label}</span>
        <PromqlEditor
          label={`${context}${field.label}`}
          text={String(value ?? "")}
          metrics={file.metrics}
          marks={expressionMarks(file.text, path, file.problems)}
          onChange={set}
        />
        <Faults id={`${id}-fault`} problems={problems} />
      </div>
    )
  const wide = field.kind === "yaml" || (field.kind === "text" && field.multiline)
  return (
    <div className={wide ? styles.wide : styles.field}>
      <label htmlFor={id}>
        {field.label}
        {field.required && <span className={styles.required}> required</span>}
      </label>
      <Control
        id={id}
        field={field}
        value={value}
        onChange={set}
        invalid={problems.some(({ severity }) => severity === "error")}
        describedBy={`${id}-help ${id}-fault`}
      />
      <p className={styles.help} id={`${id}-help`}>
        {field.help}
      </p>
      <Faults id={`${id}-fault`} problems={problems} />
    </div>
  )
}

function Faults({ id, problems }: { id: string; problems: readonly Problem[] }) {
  return (
    <ul className={styles.faults} id={id}>
      {problems.map(({ check, message, severity }) => (
        <li key={`${check} ${message}`} className={styles[severity]}>
          {message}
        </li>
      ))}
    </ul>
  )
}

/** What a new item begins with: its required fields, empty. */
function blank(fields: readonly FormField[]): Record<string, unknown> {
  return Object.fromEntries(
    fields
      .filter(({ required }) => required)
      .map((field) => {
        if (field.kind === "list") return [field.name, [blank(field.fields)]]
        if (field.kind === "group") return [field.name, blank(field.fields)]
        if (field.kind === "choice") return [field.name, field.options[0]]
        return [field.name, field.kind === "number" ? 0 : field.kind === "words" ? [] : ""]
      }),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
