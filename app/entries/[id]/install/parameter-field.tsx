import type { Parameter } from "@/lib/catalog/parameter"
import { Field, fieldId, TextInput } from "./field"
import styles from "./form.module.css"

interface ParameterFieldProps {
  parameter: Parameter
  /** "p" for a parameter of the entry, "o" for an option of the target. */
  prefix?: "p" | "o"
  /** As it stands in the URL. */
  value: string | readonly string[] | undefined
  fault: string | undefined
}

/** The input for one typed parameter. */
export function ParameterField({ parameter, prefix = "p", value, fault }: ParameterFieldProps) {
  const { name, description, required, type } = parameter
  const preset = "default" in parameter && parameter.default !== undefined ? parameter.default : undefined
  const field = {
    name: type === "secretRef" ? `${prefix}.${name}.secret` : `${prefix}.${name}`,
    title: name,
    help: description,
    fault,
  }
  return (
    <Field {...field} required={required && preset === undefined}>
      <Input parameter={parameter} prefix={prefix} value={value} preset={preset} />
    </Field>
  )
}

function Input({ parameter, prefix, value, preset }: Omit<ParameterFieldProps, "fault"> & { preset: unknown }) {
  const name = `${prefix}.${parameter.name}`
  const text = typeof value === "string" ? value : ""
  const example = "example" in parameter && parameter.example !== undefined ? String(parameter.example) : undefined
  switch (parameter.type) {
    case "boolean":
      return <Choice name={name} value={text} preset={String(preset ?? "false")} options={["true", "false"]} />
    case "enum":
      return (
        <Choice
          name={name}
          value={text}
          preset={preset === undefined ? undefined : String(preset)}
          options={parameter.options}
        />
      )
    case "list":
      return (
        <textarea
          id={fieldId(name)}
          name={name}
          rows={3}
          defaultValue={(typeof value === "string" ? [value] : (value ?? [])).join("\n")}
          placeholder={(parameter.default ?? parameter.example ?? []).join("\n") || "One per line"}
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={`${fieldId(name)}-help ${fieldId(name)}-fault`}
        />
      )
    case "secretRef":
      return <SecretInput name={name} value={text} example={example ?? "secret-name/key"} />
    case "integer":
      return <TextInput name={name} value={text} placeholder={presetText(preset) ?? example} inputMode="numeric" />
    case "url":
      return <TextInput name={name} value={text} placeholder={presetText(preset) ?? example} inputMode="url" />
    default:
      return <TextInput name={name} value={text} placeholder={presetText(preset) ?? example} />
  }
}

function presetText(preset: unknown): string | undefined {
  return preset === undefined ? undefined : String(preset)
}

interface ChoiceProps {
  name: string
  value: string
  preset: string | undefined
  options: readonly string[]
}

function Choice({ name, value, preset, options }: ChoiceProps) {
  return (
    <select
      id={fieldId(name)}
      name={name}
      defaultValue={value}
      aria-describedby={`${fieldId(name)}-help ${fieldId(name)}-fault`}
    >
      <option value="">{preset === undefined ? "not set" : `${preset} (default)`}</option>
      {options
        .filter((option) => option !== preset)
        .map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
    </select>
  )
}

/** Two fields, so that nobody takes this for a place to type the secret itself. */
function SecretInput({ name, value, example }: { name: string; value: string; example: string }) {
  const [secret = "", key = ""] = value.split("/")
  const [exampleSecret = "", exampleKey = ""] = example.split("/")
  const described = `${fieldId(`${name}.secret`)}-help ${fieldId(`${name}.secret`)}-fault`
  return (
    <div className={styles.pair}>
      <TextInput
        name={`${name}.secret`}
        value={secret}
        placeholder={`Secret, as ${exampleSecret}`}
        pattern="[a-z0-9]([\-a-z0-9.]*[a-z0-9])?"
        described={described}
      />
      <span>
        <label className="sr" htmlFor={fieldId(`${name}.key`)}>
          Key in the Secret
        </label>
        <TextInput
          name={`${name}.key`}
          value={key}
          placeholder={`Key, as ${exampleKey}`}
          pattern="[\-._a-zA-Z0-9]+"
          described={described}
        />
      </span>
    </div>
  )
}
