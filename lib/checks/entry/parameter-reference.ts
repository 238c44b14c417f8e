import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import type { Path } from "@/lib/catalog/yaml-source"
import type { EntryCheck, Finding } from "@/lib/checks/check"

/** A `{ param: name }` node and where it stands in entry.yaml. */
interface Reference {
  name: string
  path: Path
  /** Only the environment may hold secrets: arguments and files are readable by anyone who sees the pod. */
  secretAllowed: boolean
}

/** A misspelt parameter would leave the exporter without its setting. */
export const parameterReference: EntryCheck = {
  id: "parameter-reference",
  severity: "error",
  summary: "A parameter is referred to that is not there, or is never used, or is a secret in the wrong place",
  needs: ["entry"],
  docs: {
    why: `A parameter that is used but not defined cannot be filled in; one that is defined but not used promises something that does
not happen. A secret on the command line is readable by everyone who may list processes or pods.`,
    fix: "Define what is used, use what is defined, and pass secrets through the environment.",
    example: {
      file: "entry.yaml",
      before: "{ flag: --level, param: password }",
      after: "{ flag: --level, param: level }",
    },
  },
  run(entry) {
    const file = `${entry.id}/entry.yaml`
    const parameters = new Map(allParameters(entry).map((parameter) => [parameter.name, parameter]))
    const found = references(entry)
    const wrong = found.flatMap(({ name, path, secretAllowed }): Finding[] => {
      const type = parameters.get(name)?.type
      if (type === undefined) return [{ at: { file, path }, message: `There is no parameter ${name}` }]
      if (type !== "secretRef" || secretAllowed) return []
      return [{ at: { file, path }, message: `The secret ${name} may only be used in deploy.env` }]
    })
    const used = new Set(found.map(({ name }) => name))
    const unused = entry.parameters.flatMap(({ name }, p) =>
      used.has(name)
        ? []
        : [{ at: { file, path: ["parameters", p, "name"] }, message: `The parameter ${name} is never used` }],
    )
    const examples = entry.parameters.flatMap((parameter, p) => {
      const preset = "default" in parameter ? parameter.default : undefined
      if (!parameter.required || preset !== undefined || parameter.example !== undefined) return []
      const message = `The required parameter ${parameter.name} needs an example`
      return [{ at: { file, path: ["parameters", p, "name"] }, message }]
    })
    return [...wrong, ...unused, ...examples]
  },
}

function references(entry: Entry): Reference[] {
  const { deploy, scrape, probe } = entry
  return [
    ...found(deploy.args, ["deploy", "args"], false),
    ...found(deploy.env, ["deploy", "env"], true),
    ...found(deploy.files, ["deploy", "files"], false),
    ...found(scrape, ["scrape"], false),
    ...found(probe, ["probe"], false),
  ]
}

function found(tree: unknown, path: Path, secretAllowed: boolean): Reference[] {
  if (typeof tree !== "object" || tree === null) return []
  return Object.entries(tree).flatMap(([key, value]) => {
    const at = [...path, Array.isArray(tree) ? Number(key) : key]
    if (key === "param" && typeof value === "string") return [{ name: value, path: at, secretAllowed }]
    return found(value, at, secretAllowed)
  })
}
