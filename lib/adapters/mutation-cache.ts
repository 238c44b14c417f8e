import { createHash } from "node:crypto"
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { homedir } from "node:os"
import { join } from "node:path"
import { z } from "zod"
import type { Trial, TrialRunner, Verdict } from "@/lib/checks/rule-runner"

/** Verdicts that one tool gave, by the digest of the trial; those used last stand last. */
const Memory = z.object({ tool: z.string(), verdicts: z.record(z.string(), z.enum(["passed", "failed"])) })
type Memory = z.infer<typeof Memory>

/** Ten times what the registry of today has; the oldest verdicts go first. */
const MOST = 20_000

/** Where verdicts are remembered: `exporterhub/mutation` in the user's cache folder. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "exporterhub", "mutation")
}

/**
 * Asks `runner` only about trials that it has not judged before. A verdict depends on nothing but the texts of the trial and the
 * tool, so a change of a rule, of its tests or of our mutants is judged anew by itself.
 */
export function rememberedTrials(
  runner: TrialRunner,
  { folder = cacheFolder(), fresh = false }: { folder?: string; fresh?: boolean } = {},
): TrialRunner {
  const file = join(folder, `${runner.tool.replace(/[^\w.-]+/g, "-")}.json`)
  return {
    tool: runner.tool,
    async tryAll(trials, options = {}) {
      const digests = trials.map(digestOf)
      const known = fresh ? {} : ((await read(file))?.verdicts ?? {})
      const unknown = trials.flatMap((trial, i) => (Object.hasOwn(known, digests[i] ?? "") ? [] : [{ trial, i }]))
      const before = trials.length - unknown.length
      options.onProgress?.(before)
      const asked = await runner.tryAll(
        unknown.map(({ trial }) => trial),
        { ...options, onProgress: (done) => options.onProgress?.(before + done) },
      )
      const judged = new Map(unknown.map(({ i }, n) => [i, asked[n]]))
      const verdicts = digests.map((digest, i) => judged.get(i) ?? ({ outcome: known[digest] } as Verdict))
      await remember(file, runner.tool, digests, verdicts)
      return verdicts
    },
  }
}

function digestOf(trial: Trial): string {
  return createHash("sha256").update(JSON.stringify(trial)).digest("base64url").slice(0, 27)
}

/** A file that is not there or not ours is an empty memory: all it costs is time. */
async function read(file: string): Promise<Memory | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return Memory.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Two runs at once may forget what the other learnt, but never leave half a file. Without a place to write there is no memory. */
async function remember(
  file: string,
  tool: string,
  digests: readonly string[],
  verdicts: readonly Verdict[],
): Promise<void> {
  const now = new Map(Object.entries((await read(file))?.verdicts ?? {}))
  for (const [i, { outcome }] of verdicts.entries()) {
    const digest = digests[i] ?? ""
    now.delete(digest)
    if (outcome !== "refused") now.set(digest, outcome)
  }
  const memory: Memory = { tool, verdicts: Object.fromEntries([...now].slice(-MOST)) }
  const draft = `${file}.${process.pid}`
  try {
    await mkdir(join(file, ".."), { recursive: true })
    await writeFile(draft, JSON.stringify(memory))
    await rename(draft, file)
  } catch {
    await rm(draft, { force: true }).catch(() => undefined)
  }
}
