import { spawn } from "node:child_process"
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { ruleFileName, type Suite, type Trial, type TrialRunner, type Verdict } from "@/lib/checks/rule-runner"
import { HubError } from "@/lib/error"

/** Trials in one process: enough that its start of 30 ms does not count, few enough that all cores stay busy to the end. */
const BATCH = 40
/** A batch takes a second or two on an idle machine; this long means that it hangs. Milliseconds. */
const TIMEOUT = 180_000

/** Tries rules in the promtool on the PATH: many test files in each process, one process for each core. */
export function promtoolTrials(version: string, cores = availableParallelism()): TrialRunner {
  return {
    tool: `promtool ${version}`,
    async tryAll(trials, { signal, onProgress } = {}) {
      const folder = await mkdtemp(join(tmpdir(), "exporterhub-trials-"))
      const end = new AbortController()
      const either = signal ? AbortSignal.any([signal, end.signal]) : end.signal
      const verdicts: Verdict[] = []
      let next = 0
      let done = 0
      const work = async (): Promise<void> => {
        for (let first = next; first < trials.length; first = next) {
          next += BATCH
          const batch = trials.slice(first, first + BATCH)
          const found = await tryBatch(join(folder, `${first}`), batch, either)
          for (const [i, verdict] of found.entries()) verdicts[first + i] = verdict
          done += batch.length
          onProgress?.(done)
        }
      }
      try {
        const workers = Array.from({ length: cores }, work)
        await Promise.all(workers).catch(async (error) => {
          end.abort(error)
          await Promise.allSettled(workers)
          throw error
        })
        return verdicts
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

/** Each round runs the next suite of all trials that have passed so far, in one process. */
async function tryBatch(folder: string, trials: readonly Trial[], signal: AbortSignal): Promise<Verdict[]> {
  const verdicts = trials.map((): Verdict => ({ outcome: "passed" }))
  for (let round = 0; ; round++) {
    const alive = trials.flatMap(({ suites }, i) => {
      const suite = suites[round]
      return suite && verdicts[i]?.outcome === "passed" ? [{ suite, i }] : []
    })
    if (alive.length === 0) return verdicts
    const place = join(folder, `${round}`)
    await mkdir(place, { recursive: true })
    const names = await Promise.all(alive.map(({ suite, i }) => write(suite, place, `${i}`)))
    const said = await runTests(names, place, signal)
    await rm(place, { recursive: true, force: true })
    for (const [n, { i }] of alive.entries()) verdicts[i] = verdictOf(said[n] ?? "")
  }
}

/** Writes a suite into a folder of its own; answers the path of the test file. */
async function write({ rules, tests }: Suite, folder: string, name: string): Promise<string> {
  const place = join(folder, name)
  await mkdir(place)
  await Promise.all(rules.map((text, r) => writeFile(join(place, ruleFileName(r)), text)))
  await writeFile(join(place, "tests.yaml"), tests)
  return `${name}/tests.yaml`
}

/** Runs promtool; answers what it says of each test file. Both streams go to one file, so that they stay in order. */
async function runTests(files: readonly string[], folder: string, signal: AbortSignal): Promise<string[]> {
  const path = join(folder, "output")
  const output = await open(path, "w")
  try {
    await ended(
      spawn("promtool", ["test", "rules", ...files], {
        cwd: folder,
        stdio: ["ignore", output.fd, output.fd],
        // promtool leaves its databases behind when it is ended; here they go with the folder.
        env: { ...process.env, TMPDIR: folder },
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
        killSignal: "SIGKILL",
      }),
    )
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    await output.close()
  }
  // Each file has one line that says how it went; those of promtool 2 have its name above it, those of promtool 3 do not.
  const results = (await readFile(path, "utf8")).split(/^ {2}(?=(?:SUCCESS|FAILED:)$)/m).slice(1)
  if (results.length !== files.length)
    throw new HubError("upstream", `promtool answered for ${results.length} of ${files.length} test files`)
  return results
}

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined
    child.on("error", (error) => {
      failure = failureOf(error)
      if (child.pid === undefined) reject(failure)
    })
    child.on("close", () => (failure ? reject(failure) : resolve()))
  })
}

function failureOf(error: NodeJS.ErrnoException): HubError {
  if (error.code === "ENOENT")
    return new HubError("missing-tool", "promtool is not installed", { hint: "It comes with Prometheus" })
  return new HubError("upstream", `promtool did not end: ${error.message}`, { cause: error })
}

/** What a test failed in: a case, or the evaluation of a rule. Anything else is a file that promtool could not read. */
const TEST_FAILED = /^\s*(alertname|expr|rule): .*, time: /m

function verdictOf(said: string): Verdict {
  if (said.startsWith("SUCCESS")) return { outcome: "passed" }
  if (TEST_FAILED.test(said)) return { outcome: "failed" }
  return { outcome: "refused", message: said.replace(/^FAILED:|^Unit Testing:.*$/gm, "").trim() }
}
