import { type BundleQuery, bundleSearch } from "@/app/bundle-query"
import { plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import type { BundleItem } from "@/lib/bundle/bundle"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { Field, TextInput } from "../field"
import form from "../form.module.css"
import { LiveForm } from "../live-form"
import type { Preview } from "../preview"
import { HiddenFields } from "./hidden-fields"
import { RuleRow } from "./rule-row"
import { type RuleView, tuneView } from "./rule-view"
import styles from "./tune.module.css"

interface TuneSectionProps {
  entry: Entry
  query: BundleQuery
  shown: Preview
}

/** The rules of a bundle, to be changed without a fork; its state is in the link of the page like everything else. */
export function TuneSection({ entry, query, shown }: TuneSectionProps) {
  if (entry.alerts.length === 0) return null
  const raw = query.tuning ?? {}
  const { rules, messages } = tuneView(shown.request?.items[0] ?? exampleItem(entry), raw)
  const search = bundleSearch(entry, query)
  const fields = new Set(["t.*.matchers", ...rules.flatMap(fieldNames)])
  const general = messages.filter(({ field }) => !rules.some(({ alert }) => belongsTo(field, alert.alert)))
  const fault = general.find(({ severity }) => severity === "error")
  const changed = Object.keys(raw).length
  return (
    <Section
      id="tune"
      title="Tune rules"
      lead="Changes go into the expression's syntax tree and are kept from version to version. Nothing is forked."
    >
      <LiveForm action={`/entries/${entry.id}/install`}>
        <HiddenFields pairs={[...search].filter(([name]) => !fields.has(name))} />
        <div className={styles.all}>
          <Field
            name="t.*.matchers"
            title="Only series with"
            help={`A condition on every selector of every rule, as in PromQL: namespace=~"prod|stage"`}
            fault={fault?.text}
          >
            <TextInput name="t.*.matchers" value={raw["*.matchers"] ?? ""} placeholder={'namespace="prod"'} />
          </Field>
          {general
            .filter((one) => one !== fault)
            .map(({ field, text, severity }) => (
              <p key={`${field} ${text}`} className={severity === "error" ? styles.fault : styles.warning}>
                {text}
              </p>
            ))}
        </div>
        {rules.map((view) => (
          <RuleRow key={view.alert.alert} view={view} raw={raw} messages={messages} />
        ))}
        <div className={styles.end}>
          <button type="submit" className={form.submit}>
            Show the rules
          </button>
          {changed > 0 && (
            <p role="status">
              {plural(changed, "change")}, in the files above too.{" "}
              {!messages.some(({ severity }) => severity === "error") && (
                <a
                  href={`/api/tune/file?${new URLSearchParams([["entry", entry.id], ...tuningPairs(search)])}`}
                  download="tune.yaml"
                >
                  Download tune.yaml
                </a>
              )}
            </p>
          )}
        </div>
      </LiveForm>
    </Section>
  )
}

function tuningPairs(search: URLSearchParams): [string, string][] {
  return [...search].filter(([name]) => name.startsWith("t."))
}

function fieldNames({ alert: { alert }, thresholds }: RuleView): string[] {
  return ["enabled", "for", "severity", ...thresholds.map(({ field }) => field)].map((field) => `t.${alert}.${field}`)
}

function belongsTo(field: string, alert: string): boolean {
  return field === `t.${alert}` || field.startsWith(`t.${alert}.`)
}

/** While the form above is not right yet, the rules are shown as with its example values. */
function exampleItem(entry: Entry): BundleItem {
  return { entry, values: parameterValues(allParameters(entry), {}, { examples: true }) }
}
