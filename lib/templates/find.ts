import type { Template } from "./ast"
import { evaluate } from "./evaluate"
import type { Findings, LabelRead, ShownValue, TemplateFault, TemplateQuery } from "./findings"

const known = new WeakMap<Template, Findings>()

/** Of plain text. */
const NOTHING: Findings = { faults: [], reads: [], queries: [], shown: [] }

function findings(template: Template): Findings {
  if (template.nodes.every(({ kind }) => kind === "text")) return NOTHING
  const before = known.get(template)
  if (before) return before
  const found = evaluate(template)
  known.set(template, found)
  return found
}

/**
 * Faults that promtool does not see: what fails or prints rubbish in every run that gets there. An alert's value is taken
 * for a number; native histograms are only spared where they have fields that numbers have not.
 */
export function checkTemplate(template: Template): readonly TemplateFault[] {
  return findings(template).faults
}

/** Every read of a label by its name: of the alert, and of the server's external labels, in the order of a run. */
export function templateLabels(template: Template): { alert: readonly LabelRead[]; external: readonly LabelRead[] } {
  const { reads } = findings(template)
  return {
    alert: reads.filter(({ owner }) => owner === "alert"),
    external: reads.filter(({ owner }) => owner === "external"),
  }
}

/** Every text that is given to `query`. */
export function templateQueries(template: Template): readonly TemplateQuery[] {
  return findings(template).queries
}

/** Every print of the alert's value; values of samples are not among them. */
export function templateValues(template: Template): readonly ShownValue[] {
  return findings(template).shown
}
