import type { LiveObject } from "../client"
import { listAt, textAt } from "../field"

/** One container of a workload in the cluster, as far as the pre-flight reads it. */
export interface SeenContainer {
  name: string
  image: string
  /** The command and its arguments, with the environment's literal values filled in; what comes from elsewhere stays $(NAME). */
  words: readonly string[]
  /** Literal values; a variable that is filled from elsewhere is undefined. */
  env: ReadonlyMap<string, string | undefined>
}

/** The containers of a Deployment, StatefulSet or DaemonSet, those that run before the others too. */
export function containersOf(workload: LiveObject): SeenContainer[] {
  const spec = ["spec", "template", "spec"]
  const all = [...listAt(workload, ...spec, "containers"), ...listAt(workload, ...spec, "initContainers")]
  return all.map((container) => {
    const env = new Map(
      listAt(container, "env").map((variable): [string, string | undefined] => {
        const fromElsewhere = typeof variable === "object" && variable !== null && "valueFrom" in variable
        return [textAt(variable, "name"), fromElsewhere ? undefined : textAt(variable, "value")]
      }),
    )
    const words = [...listAt(container, "command"), ...listAt(container, "args")].map((word) =>
      String(word).replace(/\$\(([\w.-]+)\)/g, (whole, name) => env.get(name) ?? whole),
    )
    return { name: textAt(container, "name"), image: textAt(container, "image"), words, env }
  })
}

/** Whether an image is of this repository, whatever registry or mirror it comes from. */
export function isImage(image: string, repository: string): boolean {
  const path = image.replace(/@.*$/, "").replace(/:[^/:]*$/, "")
  return path === repository || path.endsWith(`/${repository}`)
}

/** The value of a Go flag in any of its forms: --name=value, --name value, -name=value. The last one counts. */
export function flagValue(words: readonly string[], name: string): string | undefined {
  let value: string | undefined
  words.forEach((word, i) => {
    const match = /^--?([^=]+)(?:=([\s\S]*))?$/.exec(word)
    if (match?.[1] === name) value = match[2] ?? words[i + 1] ?? ""
  })
  return value
}
