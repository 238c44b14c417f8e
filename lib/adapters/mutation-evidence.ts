import { createHash } from "node:crypto"
import { mkdir, readFile, rename, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import type { LoadedEntry } from "@/lib/catalog/load-entry"
import type { MutationEvidence } from "@/lib/checks/mutation-evidence"
import { cacheFolder } from "./mutation-cache"

/** By kind and name of the rule, as mutationEvidence gives it. */
export type EntryMutationEvidence = ReadonlyMap<string, MutationEvidence>

const Remembered = z.object({
  digest: z.string(),
  evidence: z.record(
    z.string(),
    z.object({
      tool: z.string(),
      mutants: z.int(),
      killed: z.int(),
      survivors: z.array(z.object({ description: z.string(), test: z.string(), line: z.int() })),
    }),
  ),
})

/** Keeps what mutation testing has shown of an entry, for pages and commands that cannot wait for a run. */
export async function rememberEvidence(
  loaded: LoadedEntry,
  evidence: EntryMutationEvidence,
  folder = cacheFolder(),
): Promise<void> {
  const content = { digest: evidenceDigest(loaded), evidence: Object.fromEntries(evidence) }
  const file = fileOf(loaded.id, folder)
  await mkdir(join(file, ".."), { recursive: true })
  // Whoever reads at this moment gets the old or the new file, never half of one.
  await writeFile(`${file}.${process.pid}`, JSON.stringify(content))
  await rename(`${file}.${process.pid}`, file)
}

/**
 * What the last run of `exporterhub test --mutate` on this machine has shown of an entry; undefined when there was none, or
 * when anything in the entry has changed since.
 */
export async function rememberedEvidence(
  loaded: LoadedEntry,
  folder = cacheFolder(),
): Promise<EntryMutationEvidence | undefined> {
  return evidenceOf(loaded.id, evidenceDigest(loaded), folder)
}

/** As rememberedEvidence, for an entry of which only the digest is at hand. */
export async function evidenceOf(
  id: string,
  digest: string,
  folder = cacheFolder(),
): Promise<EntryMutationEvidence | undefined> {
  const text = await readFile(fileOf(id, folder), "utf8").catch(() => undefined)
  if (text === undefined) return undefined
  const remembered = Remembered.safeParse(json(text)).data
  return remembered?.digest === digest ? new Map(Object.entries(remembered.evidence)) : undefined
}

function fileOf(id: string, folder: string): string {
  return join(folder, "evidence", `${id}.json`)
}

/** A digest of everything that decides about mutants: rules, their tests, and the captures whose labels the mutants drop. */
export function evidenceDigest({ texts }: LoadedEntry): string {
  const hash = createHash("sha256")
  for (const [file, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (!/\.md$|\/dashboards\//.test(file)) hash.update(`${file}\n${text.length}\n${text}`)
  return hash.digest("hex")
}

/** A file that somebody has damaged is as good as none. */
function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
