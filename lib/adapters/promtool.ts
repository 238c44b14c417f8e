import { execFile } from "node:child_process"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import type { LoadedEntry } from "@/lib/catalog/load-entry"
import type { RuleRunner } from "@/lib/checks/rule-runner"
import { HubError } from "@/lib/error"
import type { Problem } from "@/lib/problem"

interface Output {
  code: number
  text: string
}

/** A unit test run of one entry takes well under a second; this long means that it hangs. Milliseconds. */
const TIMEOUT = 60_000

/** The version of the promtool on the PATH; undefined when there is none. */
export async function promtoolVersion(): Promise<string | undefined> {
  const output = await run(["--version"], tmpdir()).catch(() => undefined)
  return output && (/version (\S+?)[,\s]/.exec(output.text)?.[1] ?? "unknown").replace(/\+ds$/, "")
}

/** promtool from the PATH. Files are copied to a folder of their own, so that nothing else can be read. */
export function promtool(version: string): RuleRunner {
  return {
    async run(loaded, signal) {
      const folder = await mkdtemp(join(tmpdir(), "exporterhub-promtool-"))
      try {
        const rules = await copy(loaded, "rules", folder)
        const tests = await copy(loaded, "tests", folder)
        const check = rules.length > 0 ? await run(["check", "rules", ...rules], folder, signal) : { code: 0, text: "" }
        if (check.code !== 0) return { tool: `promtool ${version}`, problems: checkProblems(loaded, check.text) }
        // One process per file: promtool names the file on one stream and its faults on the other.
        const ended = await Promise.allSettled(
          tests.map(async (file) => {
            const test = await run(["test", "rules", file], folder, signal)
            return test.code === 0 ? [] : testProblems(loaded, `${loaded.id}/${file}`, test.text)
          }),
        )
        // The folder may only go once the last of them has ended.
        const problems = ended.flatMap((one) => {
          if (one.status === "rejected") throw one.reason
          return one.value
        })
        return { tool: `promtool ${version}`, problems }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

async function copy({ id, texts }: LoadedEntry, part: "rules" | "tests", folder: string): Promise<string[]> {
  const files = [...texts.keys()].filter((file) => file.startsWith(`${id}/${part}/`))
  for (const file of files) {
    const target = join(folder, file.slice(id.length + 1))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, texts.get(file) ?? "")
  }
  return files.map((file) => file.slice(id.length + 1))
}

function run(args: readonly string[], cwd: string, signal?: AbortSignal): Promise<Output> {
  return new Promise((resolve, reject) => {
    const limits = { timeout: TIMEOUT, maxBuffer: 64 * 1024 * 1024, killSignal: "SIGKILL" as const, signal }
    // promtool leaves its databases behind when it is ended; here they go with the folder.
    const env = { ...process.env, TMPDIR: cwd }
    execFile("promtool", args, { cwd, env, ...limits }, (error, stdout, stderr) => {
      const text = `${stdout}${stderr}`
      if (error === null) resolve({ code: 0, text })
      else if (typeof error.code === "number") resolve({ code: error.code, text })
      else if ((error as NodeJS.ErrnoException).code === "ENOENT")
        reject(new HubError("missing-tool", "promtool is not installed", { hint: "It comes with Prometheus" }))
      else reject(new HubError("upstream", `promtool did not end: ${error.message}`, { cause: error }))
    })
  })
}

/** "rules/alerts.yaml: 12:11: group …, rule 1, …: message", one line a fault. */
function checkProblems(loaded: LoadedEntry, text: string): Problem[] {
  const found = [...text.matchAll(/^\s*(rules\/[\w.-]+): (?:(\d+):(\d+): )?(.+)$/gm)].map(
    ([, file, line, column, message]) =>
      problem("promtool-check", `${loaded.id}/${file}`, message ?? "", Number(line ?? 1), Number(column ?? 1)),
  )
  return found.length > 0 ? found : [problem("promtool-check", `${loaded.id}/rules`, firstFault(text))]
}

/** "alertname: X, time: 5m," or "expr: …, time: 5m,", and below it what was expected and got. */
function testProblems(loaded: LoadedEntry, path: string, text: string): Problem[] {
  const lines = text.split("\n")
  const problems = lines.flatMap((line, i): Problem[] => {
    const [, kind, what = "", time = ""] = /^\s+(alertname|expr): (.+), time: (\S+),/.exec(line) ?? []
    if (kind === undefined) return []
    const detail = lines.slice(i + 1, i + 20).join("\n")
    const expected = /exp:\s*\[\s*\]/.test(detail) ? "to be silent" : "to fire"
    const got = /got:\s*\[\s*\]/.test(detail) ? "it is silent" : "it fires, or with other labels or annotations"
    const message =
      kind === "alertname"
        ? `At ${time} the test expects ${what} ${expected}, but ${got}`
        : `At ${time} ${what} has another value than the test expects`
    const at = lineOf(loaded.texts.get(path) ?? "", kind, what, time)
    return [problem("promtool-test", path, message, at, 1, detail.trim())]
  })
  return problems.length > 0 ? problems : [problem("promtool-test", path, firstFault(text))]
}

/** The line of the test case: where the name and the time stand within a few lines of each other. */
function lineOf(text: string, kind: string, what: string, time: string): number {
  const lines = text.split("\n")
  const index = lines.findIndex((line, i) => {
    const near = lines.slice(Math.max(0, i - 3), i + 4).join("\n")
    return line.includes(kind === "alertname" ? what : "expr") && near.includes(`eval_time: ${time}`)
  })
  return index + 1 || 1
}

function firstFault(text: string): string {
  return (
    text
      .split("\n")
      .map((line) => line.trim())
      .find((line) => line !== "" && !/^(Unit Testing|Checking|SUCCESS|FAILED)/.test(line)) ?? "promtool failed"
  )
}

function problem(check: string, file: string, message: string, line = 1, column = 1, hint?: string): Problem {
  return { check, severity: "error", file, line, column, message, ...(hint === undefined ? {} : { hint }) }
}
