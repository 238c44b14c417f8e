import { type BundleQuery, DEFAULT_NAMESPACE } from "@/app/bundle-query"
import { optionsOf } from "@/app/option-query"
import { targets } from "@/lib/bundle/all"
import { defaultName } from "@/lib/bundle/build"
import { commonParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import type { FieldFault } from "@/lib/error"
import { Field, TextInput } from "./field"
import styles from "./form.module.css"
import { ParameterField } from "./parameter-field"

interface FormProps {
  entry: Entry
  query: BundleQuery
  faults: readonly FieldFault[]
}

/** The fields of a bundle, made from the entry's typed parameters. */
export function Form({ entry, query, faults }: FormProps) {
  const fault = (field: string): string | undefined => faults.find((candidate) => candidate.field === field)?.message
  const options = optionsOf(query.target)
  const fields = [...entry.parameters, ...options].map(({ name }) => name)
  const known = new Set(["target", "namespace", "name", "labels", ...fields])
  const common = commonParameters(entry)
  const others = faults.filter(
    // Faults of the tuning stand beside the rules.
    ({ field }) => !known.has(field) && !common.some(({ name }) => name === field) && !field.startsWith("t."),
  )
  return (
    <>
      {others.length > 0 && (
        <p className={styles.fault} role="alert">
          {others.map(({ field, message }) => `${field}: ${message}`).join("; ")}
        </p>
      )}
      <fieldset className={styles.group}>
        <legend>Where it goes</legend>
        {targets.map(({ id, title, summary }) => (
          <label key={id} className={styles.choice}>
            <input type="radio" name="target" value={id} defaultChecked={id === query.target} />
            <span>
              <strong>{title}</strong>
              <small>{summary}</small>
            </span>
          </label>
        ))}
        {fault("target") && <p className={styles.fault}>{fault("target")}</p>}
        {options.map((option) => (
          <ParameterField
            key={option.name}
            parameter={option}
            prefix="o"
            value={query.options?.[option.name]}
            fault={fault(option.name)}
          />
        ))}
        <div className={styles.pair}>
          <Field name="namespace" title="Namespace" fault={fault("namespace")}>
            <TextInput name="namespace" value={query.namespace} preset={DEFAULT_NAMESPACE} />
          </Field>
          <Field name="name" title="Name of the install" fault={fault("name")}>
            <TextInput name="name" value={query.name} preset={defaultName([entry.id])} />
          </Field>
        </div>
        <Field
          name="labels"
          title="Extra labels"
          help="On monitors and rules, so that your Prometheus selects them."
          fault={fault("labels")}
        >
          <TextInput name="labels" value={query.labels} placeholder="release=prometheus" />
        </Field>
      </fieldset>
      {entry.parameters.length > 0 && (
        <fieldset className={styles.group}>
          <legend>{entry.title}</legend>
          {entry.parameters.map((parameter) => (
            <ParameterField
              key={parameter.name}
              parameter={parameter}
              value={query.values[parameter.name]}
              fault={fault(parameter.name)}
            />
          ))}
        </fieldset>
      )}
      <details
        className={styles.more}
        open={common.some(({ name }) => query.values[name] !== undefined || fault(name))}
      >
        <summary>Scraping</summary>
        {common.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={query.values[parameter.name]}
            fault={fault(parameter.name)}
          />
        ))}
      </details>
      <button type="submit" className={styles.submit}>
        Show the files
      </button>
    </>
  )
}
