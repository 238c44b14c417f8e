import { type AnswerName, Answers, answerFault, usualAnswers } from "@/lib/contribute/answers"
import { HubError } from "@/lib/error"
import type { Ask } from "./ask"

/** What is asked, in this order; `optional` ones may stay empty. */
const QUESTIONS: readonly { name: AnswerName; question: string; optional?: true }[] = [
  { name: "kind", question: "Kind (exporter, native for software that exposes metrics itself, rules, stack)" },
  { name: "title", question: "Title" },
  { name: "summary", question: "Summary, one sentence of 20 to 160 characters" },
  { name: "category", question: `Category (${Answers.shape.category.options.join(", ")})` },
  { name: "source", question: "Address of its source code" },
  { name: "license", question: "Its licence, as SPDX writes it" },
  { name: "maintainer", question: "Your GitHub login" },
  { name: "job", question: "Value of the job label" },
  { name: "port", question: "Port of the metrics" },
  { name: "version", question: "Version of the exporter" },
  { name: "image", question: "Image with tag" },
  { name: "software", question: "Id of the monitored software, where the icon does not say it", optional: true },
  { name: "icon", question: "Icon, a slug of simple-icons", optional: true },
]

/** Answers as text, from flags or by typing. */
export type Draft = Partial<Record<AnswerName, string>>

/** Checks answers that are more than a matter of form, such as whether there is an icon of that name. */
export type Extra = (name: AnswerName, text: string) => Promise<string | undefined>

/**
 * Completes a draft by asking, each answer checked at once; without `ask` throws HubError("usage") that names everything that
 * is missing. What a flag says wrong is wrong use in both cases.
 */
export async function completed(
  draft: Draft,
  { id, ask, say, extra }: { id: string; ask: Ask | undefined; say(text: string): void; extra: Extra },
): Promise<Answers> {
  const faultOf = async (name: AnswerName, text: string) => answerFault(name, text) ?? (await extra(name, text))
  for (const [name, text] of Object.entries(draft) as [AnswerName, string][]) {
    const fault = await faultOf(name, text)
    if (fault !== undefined) throw new HubError("usage", `--${name} "${text}": ${fault}`)
  }
  const usual = usualAnswers(id)
  const answers: Draft = { ...draft }
  const missing: AnswerName[] = []
  for (const { name, question, optional } of QUESTIONS) {
    const isNeeded = !optional && (name !== "image" || (answers.kind ?? usual.kind) === "exporter")
    if (answers[name] !== undefined || (name === "image" && !isNeeded)) continue
    const preset = usual[name] === undefined ? undefined : String(usual[name])
    const given = ask ? await asked(ask, question, preset, isNeeded, (text) => faultOf(name, text), say) : preset
    if (given !== undefined && given !== "") answers[name] = given
    else if (isNeeded) missing.push(name)
  }
  if (missing.length > 0)
    throw new HubError("usage", `Missing: ${missing.map((name) => `--${name}`).join(", ")}`, {
      hint: "On a terminal the command asks for them",
    })
  return Answers.parse(answers)
}

async function asked(
  ask: Ask,
  question: string,
  preset: string | undefined,
  isNeeded: boolean,
  faultOf: (text: string) => Promise<string | undefined>,
  say: (text: string) => void,
): Promise<string> {
  for (;;) {
    const text = await ask(isNeeded ? question : `${question} (may stay empty)`, preset)
    if (text === "" && !isNeeded) return ""
    const fault = text === "" ? "is needed" : await faultOf(text)
    if (fault === undefined) return text
    say(`  ${text === "" ? "This" : `"${text}"`} ${fault}`)
  }
}
