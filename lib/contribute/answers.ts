import { z } from "zod"
import { EntryFile, Scrape, Version } from "@/lib/catalog/entry-file"

/** What has to be known of an exporter to begin its entry; each field is checked as `entry.yaml` itself is. */
export const Answers = z.object({
  kind: EntryFile.shape.kind,
  title: EntryFile.shape.title,
  summary: EntryFile.shape.summary,
  category: EntryFile.shape.category,
  source: EntryFile.shape.source,
  license: EntryFile.shape.license,
  maintainer: EntryFile.shape.maintainers.element,
  job: Scrape.shape.job,
  port: z.coerce.number().pipe(Scrape.shape.port),
  version: Version.shape.version,
  image: Version.shape.image,
  software: EntryFile.shape.software,
  icon: EntryFile.shape.icon,
})
export type Answers = z.infer<typeof Answers>

/** The name of an answer. */
export type AnswerName = keyof Answers

/** What is wrong with an answer, in words; undefined when nothing is. */
export function answerFault(name: AnswerName, text: string): string | undefined {
  const result = Answers.shape[name].safeParse(text)
  if (result.success) return undefined
  const [issue] = result.error.issues
  if (issue?.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`
  if (issue?.code === "too_small") return `must have at least ${issue.minimum} characters; it has ${text.length}`
  if (issue?.code === "too_big" && issue.origin === "string")
    return `must have at most ${issue.maximum} characters; it has ${text.length}`
  if (issue?.code === "invalid_format" && issue.format === "url") return "must be an http or https address"
  if (name === "port") return "must be a number from 1 to 65535"
  if (name === "maintainer") return "must be a GitHub login: letters, digits and dashes"
  return issue?.message ?? "is not right"
}

/** What most entries answer, by the entry's id. */
export function usualAnswers(id: string): Partial<Answers> {
  const name = id.replace(/-exporter$/, "")
  const words = id.split("-").join(" ")
  return {
    kind: id.endsWith("exporter") ? "exporter" : "native",
    title: words.charAt(0).toUpperCase() + words.slice(1),
    job: name,
  }
}
