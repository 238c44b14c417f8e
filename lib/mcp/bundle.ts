import { z } from "zod"
import { entryOf } from "@/lib/api/hub"
import { targets } from "@/lib/bundle/all"
import { buildBundle, optionValues, targetOf } from "@/lib/bundle/build"
import { allParameters } from "@/lib/catalog/common-parameters"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { HubError } from "@/lib/error"
import { codeBlock } from "@/lib/markdown/text"
import { tool } from "./tool"

/** Characters of files that one answer carries; assistants can read no more at once. */
const MOST_TEXT = 200_000

const Raw = z.record(z.string().max(100), z.union([z.string().max(10_000), z.array(z.string().max(10_000)).max(1_000)]))

/** The files of an install, as text. */
export const bundle = tool({
  name: "bundle",
  title: "Render an install bundle",
  description: `The files that install an exporter with its rules and dashboards, as text; nothing is written or applied. Targets: ${targets.map(({ id, title }) => `${id} (${title})`).join(", ")}. \`show\` lists the parameters of an entry. A secret is given as secret-name/key: where it lies, never its value.`,
  input: z.object({
    entry: z.string().min(1).max(100).describe("Id of the entry, such as redis-exporter"),
    target: z
      .enum(targets.map(({ id }) => id))
      .default("operator")
      .describe("Output format"),
    namespace: z.string().max(100).default("monitoring").describe("Namespace of the objects"),
    name: z.string().max(100).optional().describe("Name of the install; the entry's id when not given"),
    parameters: Raw.default({}).describe("Parameters of the entry: { address: redis://redis:6379 }"),
    options: Raw.default({}).describe("What the target asks for"),
    labels: z
      .record(z.string().max(300), z.string().max(100))
      .default({})
      .describe("Labels on monitors and rules, by which a Prometheus selects them: { release: prometheus }"),
    examples: z.boolean().default(false).describe("Required parameters without a value take example values"),
    paths: z.array(z.string().max(300)).max(100).optional().describe("Only the content of these files"),
  }),
  output: z.object({
    digest: z.string(),
    usage: z.string().describe("The command that applies the files"),
    images: z.array(z.string()),
    files: z.array(z.object({ path: z.string(), characters: z.int(), content: z.string().optional() })),
  }),
  async run(hub, { entry: id, target, namespace, name, parameters, options, labels, examples, paths }) {
    const entry = entryOf(hub, id)
    const request = {
      items: [{ entry, values: parameterValues(allParameters(entry), parameters, { examples }) }],
      name: name ?? id,
      namespace,
      labels,
      options: optionValues(target, options, { examples }),
      ...(hub.siteUrl === undefined ? {} : { siteUrl: hub.siteUrl }),
    }
    const { digest, files, images, archive } = buildBundle(target, request)
    const unknown = paths?.find((path) => !files.some((file) => file.path === path))
    if (unknown !== undefined)
      throw new HubError("not-found", `The bundle has no file ${unknown}`, {
        hint: `It has ${files.map(({ path }) => path).join(", ")}`,
      })
    const wanted = files.filter(({ path }) => paths === undefined || paths.includes(path))
    const size = wanted.reduce((sum, { content }) => sum + content.length, 0)
    const isShown = (path: string): boolean => size <= MOST_TEXT && wanted.some((file) => file.path === path)
    const usage = targetOf(target).usage(archive ? `bundle/${archive.name}` : "bundle", request)
    const lines = [
      `${digest}\nWrite the files below bundle/, then: ${usage}`,
      ...(size > MOST_TEXT ? [`${size} characters are too many for one answer: ask again with some of the paths`] : []),
      ...files.map(({ path, content }) => {
        return isShown(path) ? `${path}\n${codeBlock(content)}` : `${path} (${content.length} characters)`
      }),
    ]
    return {
      text: lines.join("\n\n"),
      structured: {
        digest,
        usage,
        images: [...images],
        files: files.map(({ path, content }) => {
          return { path, characters: content.length, ...(isShown(path) ? { content } : {}) }
        }),
      },
    }
  },
})
