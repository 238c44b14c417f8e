import type { ChildProcess } from "node:child_process"
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { end, line, ROOT, run } from "./hub"

const FILES: Readonly<Record<string, string>> = {
  "package.json": '{ "type": "module", "private": true }',
  // Its node_modules is a link to ours, which lies elsewhere below the root of the disk.
  "next.config.js": 'export default { turbopack: { root: "/" }, agentRules: false }',
  "app/layout.js":
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }',
  "app/page.js": 'export const dynamic = "force-dynamic"\nexport default function Page() { return <p>Empty</p> }',
}

/** An application of the same framework with one page that holds nothing, built and served from a temporary folder. */
export async function emptyApp(): Promise<{ origin: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "empty-app-"))
  const children: ChildProcess[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(end))
    await rm(folder, { recursive: true })
  }
  try {
    await mkdir(join(folder, "app"))
    for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text)
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"))
    const next = join(ROOT, "node_modules/next/dist/bin/next")
    const build = run([next, "build", folder], {})
    children.push(build)
    await line(build, /Finalizing page optimization|Route \(app\)/, 180_000)
    const code = build.exitCode ?? (await new Promise((resolve) => build.once("exit", resolve)))
    if (code !== 0) throw new Error(`the empty application does not build: ${code}`)
    const server = run([next, "start", folder, "--hostname", "127.0.0.1", "--port", "0"], {})
    children.push(server)
    const origin = (await line(server, /Local:\s+(http:\S+)/, 60_000)) ?? ""
    return { origin, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
