import type { ReactNode } from "react"
import styles from "./form.module.css"

interface FieldProps {
  /** Name of the input inside. */
  name: string
  title: string
  required?: boolean
  help?: string
  fault?: string | undefined
  children: ReactNode
}

/** A labelled input with its help and its fault. */
export function Field({ name, title, required = false, help, fault, children }: FieldProps) {
  return (
    <div className={styles.field} data-fault={fault ? "" : undefined}>
      <label htmlFor={fieldId(name)}>
        {title}
        {required && <span className={styles.required}> required</span>}
      </label>
      {children}
      {help && (
        <p id={`${fieldId(name)}-help`} className={styles.help}>
          {help}
        </p>
      )}
      {fault && (
        <p id={`${fieldId(name)}-fault`} className={styles.fault}>
          {fault.charAt(0).toUpperCase() + fault.slice(1)}
        </p>
      )}
    </div>
  )
}

interface TextInputProps {
  name: string
  value: string
  /** What an empty field stands for; not repeated in the link. */
  preset?: string | undefined
  placeholder?: string | undefined
  inputMode?: "numeric" | "url"
  pattern?: string
  described?: string
}

/** A line of text. */
export function TextInput({ name, value, preset, placeholder, inputMode, pattern, described }: TextInputProps) {
  return (
    <input
      id={fieldId(name)}
      name={name}
      type="text"
      defaultValue={value}
      data-preset={preset}
      placeholder={placeholder ?? preset}
      inputMode={inputMode}
      pattern={pattern}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      aria-describedby={described ?? `${fieldId(name)}-help ${fieldId(name)}-fault`}
    />
  )
}

/** The id of an input by its name; dots have a meaning in selectors. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll(".", "-")}`
}
