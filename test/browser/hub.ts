import { type ChildProcess, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

/** The checkout. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url))

/** Starts a hub of this checkout's build, as `npm start` does, on a free port. Its process is added to `children`; returns its address. */
export async function hub(children: ChildProcess[], env: Record<string, string>): Promise<string> {
  // Port 0 lets the system choose a free one.
  const child = run(["server/start.js"], { HOST: "127.0.0.1", PORT: "0", EXPORTERHUB_URL: "", ...env })
  children.push(child)
  return (await line(child, /ready at (http:\S+)/, 60_000)) ?? ""
}

/** Starts Node with these arguments in the checkout. */
export function run(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
}

/** The first match in what a process prints. Fails when it ends before, or takes longer than `ms`. */
export function line(child: ChildProcess, pattern: RegExp, ms: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let out = ""
    const timer = setTimeout(() => reject(new Error(`nothing like ${pattern} within ${ms} ms:\n${out}`)), ms)
    const read = (chunk: Buffer): void => {
      out += chunk.toString()
      const match = pattern.exec(out)
      if (!match) return
      clearTimeout(timer)
      resolve(match[1])
    }
    child.stdout?.on("data", read)
    child.stderr?.on("data", read)
    child.once("exit", (code) => {
      clearTimeout(timer)
      reject(new Error(`ended with ${code}:\n${out}`))
    })
  })
}

/** Ends a process, kindly at first. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGTERM")
  const patience = setTimeout(() => child.kill("SIGKILL"), 20_000)
  await gone
  clearTimeout(patience)
}
