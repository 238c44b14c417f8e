import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseCapture } from "@/lib/catalog/capture"
import { type LoadedEntry, loadEntry } from "@/lib/catalog/load-entry"
import { type Answers, Answers as Schema } from "@/lib/contribute/answers"
import { scaffold } from "@/lib/contribute/scaffold"
import { memorySource } from "./memory-source"

const CATALOG = fileURLToPath(new URL("../../catalog", import.meta.url))

/** Every capture of the catalog: real material for whoever begins an entry. */
export const recorded: readonly { file: string; version: string; text: string }[] = readdirSync(CATALOG).flatMap((id) =>
  readdirSync(join(CATALOG, id, "captures")).map((name) => ({
    file: `${id}/captures/${name}`,
    version: /^\d+(?:\.\d+)*/.exec(name)?.[0] ?? "",
    text: readFileSync(join(CATALOG, id, "captures", name), "utf8"),
  })),
)

/** Answers that somebody may give. */
export function answers(
  kind: Answers["kind"],
  version: string,
  more: Partial<Record<keyof Answers, string>> = {},
): Answers {
  return Schema.parse({
    kind,
    title: "Some thing exporter",
    summary: 'What it is: a "test" of the skeleton, # and all.',
    category: "cache",
    source: "https://example.com/some/thing_exporter",
    license: "MIT",
    maintainer: "someone",
    job: "some-thing",
    port: "9100",
    version,
    ...(kind === "exporter" ? { image: `docker.io/some/thing:v${version}` } : {}),
    ...more,
  })
}

/** An entry as `exporterhub new` begins it, loaded. */
export async function scaffolded(id: string, given: Answers, text?: string): Promise<LoadedEntry> {
  const capture = text === undefined ? undefined : parseCapture("capture", text).capture
  const files = scaffold({
    id,
    answers: given,
    ...(text !== undefined && capture ? { capture: { text, parsed: capture } } : {}),
  })
  return loadEntry(
    memorySource(Object.fromEntries([...files].map(([file, content]) => [`${id}/${file}`, content]))),
    id,
  )
}
