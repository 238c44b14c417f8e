import { useState } from "react"
import { parse, stringify } from "yaml"
import type { FormField } from "@/lib/contribute/schema-form"
import styles from "./studio.module.css"

/** A field that holds one value. */
export type LeafKind = Exclude<FormField, { kind: "group" | "list" }>

interface ControlProps {
  id: string
  field: LeafKind
  value: unknown
  invalid: boolean
  describedBy: string
  onChange: (value: unknown) => void
}

/** Where one value is typed or chosen; undefined takes the key away. */
export function Control({ id, field, value, invalid, describedBy, onChange }: ControlProps) {
  const common = { id, "aria-invalid": invalid, "aria-describedby": describedBy }
  const empty = field.required ? "" : undefined
  if (field.kind === "choice")
    return (
      <select {...common} value={String(value ?? "")} onChange={({ target }) => onChange(target.value || undefined)}>
        <option value="">{field.fallback === undefined ? "—" : `default: ${String(field.fallback)}`}</option>
        {field.options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    )
  if (field.kind === "switch")
    return (
      <input
        {...common}
        type="checkbox"
        checked={Boolean(value ?? field.fallback)}
        onChange={({ target }) => onChange(target.checked)}
      />
    )
  if (field.kind === "words")
    return (
      <TypedText
        common={common}
        text={Array.isArray(value) ? value.join(", ") : ""}
        read={(text) => words(text)}
        onChange={onChange}
      />
    )
  if (field.kind === "number")
    return (
      <input
        {...common}
        inputMode="decimal"
        value={String(value ?? "")}
        placeholder={placeholder(field.fallback)}
        onChange={({ target }) => onChange(target.value === "" ? undefined : numberOr(target.value))}
      />
    )
  if (field.kind === "yaml")
    return (
      <TypedText
        common={common}
        rows={3}
        text={value === undefined ? "" : stringify(value, { lineWidth: 0 }).trimEnd()}
        read={(text) => (text.trim() === "" ? undefined : parse(text))}
        onChange={onChange}
      />
    )
  const text = String(value ?? "")
  const props = { ...common, value: text, placeholder: placeholder(field.fallback), spellCheck: false }
  const typed = (next: string) => onChange(next === "" ? empty : next)
  return field.kind === "text" && field.multiline ? (
    <textarea {...props} rows={2} onChange={({ target }) => typed(target.value)} />
  ) : (
    <input {...props} onChange={({ target }) => typed(target.value)} />
  )
}

interface TypedTextProps {
  common: { id: string; "aria-invalid": boolean; "aria-describedby": string }
  rows?: number
  text: string
  /** Throws while what is typed cannot be read. */
  read: (text: string) => unknown
  onChange: (value: unknown) => void
}

/** A text that stands for a value: what is typed stays as it is until the field is left. */
function TypedText({ common, rows, text, read, onChange }: TypedTextProps) {
  const [typed, setTyped] = useState<string>()
  const [fault, setFault] = useState(false)
  const type = (next: string) => {
    setTyped(next)
    try {
      onChange(read(next))
      setFault(false)
    } catch {
      setFault(true)
    }
  }
  const props = {
    ...common,
    "aria-invalid": common["aria-invalid"] || fault,
    value: typed ?? text,
    spellCheck: false,
    onBlur: () => !fault && setTyped(undefined),
  }
  return (
    <>
      {rows === undefined ? (
        <input {...props} onChange={({ target }) => type(target.value)} />
      ) : (
        <textarea {...props} rows={rows} onChange={({ target }) => type(target.value)} />
      )}
      {fault && <p className={styles.error}>This is not YAML yet; it is kept here, and not in the file.</p>}
    </>
  )
}

function words(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "")
}

function numberOr(text: string): number | string {
  const number = Number(text)
  return Number.isNaN(number) ? text : number
}

function placeholder(fallback: unknown): string | undefined {
  return typeof fallback === "string" || typeof fallback === "number" ? String(fallback) : undefined
}
