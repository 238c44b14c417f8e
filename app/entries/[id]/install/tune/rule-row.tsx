import { Promql } from "@/app/components/promql"
import { Severity } from "@/app/components/severity"
import type { RawTuning } from "@/app/tuning-query"
import { choiceText } from "@/lib/bundle/tuning/thresholds"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import { printNumber } from "@/lib/promql/print"
import { Field, fieldId, TextInput } from "../field"
import form from "../form.module.css"
import { CaptureWords } from "./capture-words"
import { RuleDetails } from "./rule-details"
import type { FieldMessage, RuleView } from "./rule-view"
import styles from "./tune.module.css"

interface RuleRowProps {
  view: RuleView
  raw: RawTuning
  messages: readonly FieldMessage[]
}

/** One alert: what can be changed of it on one side, what it comes to on the other. */
export function RuleRow({ view, raw, messages }: RuleRowProps) {
  const { alert, tuned, thresholds } = view
  const name = alert.alert
  const own = messages.filter(({ field }) => field.startsWith(`t.${name}.`) || field === `t.${name}`)
  const touched = Object.keys(raw).some((key) => key.startsWith(`${name}.`))
  const fault = (field: string) =>
    own.find((one) => one.field === `t.${name}.${field}` && one.severity === "error")?.text
  const shown = new Set(["enabled", "for", "severity", ...thresholds.map(({ field }) => field)])
  const others = own.filter(({ field, severity }) => severity === "warning" || !shown.has(field.slice(name.length + 3)))
  return (
    <RuleDetails
      className={styles.rule}
      open={touched || own.length > 0}
      summary={
        <>
          <span className={styles.name}>{name}</span>
          <Severity level={(tuned ?? alert).labels.severity} />
          {!tuned && <span className={styles.off}>off</span>}
          {tuned && touched && <span className={styles.changed}>tuned</span>}
        </>
      }
    >
      <div className={styles.inside}>
        <div className={styles.fields}>
          <Choice
            name={`t.${name}.enabled`}
            title="Rule"
            value={raw[`${name}.enabled`]}
            preset="on"
            options={[["false", "off"]]}
            fault={fault("enabled")}
          />
          {thresholds.map((threshold) => (
            <div key={threshold.field} className={styles.threshold}>
              <Field
                name={`t.${name}.${threshold.field}`}
                title={thresholds.length > 1 ? `Threshold ${threshold.choice.place}` : "Threshold"}
                help={choiceText(threshold.choice)}
                fault={fault(threshold.field)}
              >
                <TextInput
                  name={`t.${name}.${threshold.field}`}
                  value={raw[`${name}.${threshold.field}`] ?? ""}
                  preset={printNumber(threshold.choice.threshold)}
                />
              </Field>
              <CaptureWords threshold={threshold} />
            </div>
          ))}
          <div className={form.pair}>
            <Field name={`t.${name}.for`} title="For" fault={fault("for")}>
              <TextInput name={`t.${name}.for`} value={raw[`${name}.for`] ?? ""} preset={alert.for ?? "0s"} />
            </Field>
            <Choice
              name={`t.${name}.severity`}
              title="Severity"
              value={raw[`${name}.severity`]}
              preset={alert.labels.severity}
              options={RuleSeverity.options.filter((one) => one !== alert.labels.severity).map((one) => [one, one])}
              fault={fault("severity")}
            />
          </div>
        </div>
        <div className={styles.outcome} aria-live="polite">
          {others.map(({ field, text, severity }) => (
            <p key={`${field} ${text}`} className={severity === "error" ? styles.fault : styles.warning}>
              {text}
            </p>
          ))}
          {tuned ? (
            <>
              <Promql>{tuned.expr}</Promql>
              <p className={styles.facts}>
                Fires after <strong>{tuned.for ?? "0s"}</strong> as <strong>{tuned.labels.severity}</strong>
              </p>
            </>
          ) : (
            <p className={styles.facts}>This rule is left out of the bundle.</p>
          )}
        </div>
      </div>
    </RuleDetails>
  )
}

interface ChoiceProps {
  name: string
  title: string
  value: string | undefined
  /** What it is when nothing is chosen. */
  preset: string
  options: readonly (readonly [value: string, text: string])[]
  fault: string | undefined
}

function Choice({ name, title, value, preset, options, fault }: ChoiceProps) {
  return (
    <Field name={name} title={title} fault={fault}>
      <select id={fieldId(name)} name={name} defaultValue={value ?? ""} aria-describedby={`${fieldId(name)}-fault`}>
        <option value="">{preset}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  )
}
