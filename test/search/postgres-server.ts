import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

/** A PostgreSQL of our own: an empty cluster in a temporary folder, reached through a socket there and nowhere else. */
export interface PostgresServer {
  version: string
  /** Runs a script and gives what it prints: one line a row, fields parted by tabs. */
  run(sql: string): Promise<string>
  stop(): Promise<void>
}

const DEBIAN = "/usr/lib/postgresql"
const START_MS = 15_000

/** Where the programs of the newest PostgreSQL are; undefined when there is none on this machine. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(DEBIAN, version, "bin")), ...(process.env.PATH ?? "").split(":")]
  return folders.find((folder) => ["initdb", "postgres", "psql"].every((program) => existsSync(join(folder, program))))
}

/** Starts a server from these programs; English is its text search configuration, as in the images of PostgreSQL. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "exporterhub-postgres-"))
  const user = account()
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const options = {
    ...user,
    cwd: folder,
    env: { NODE_ENV: "test" as const, PATH: process.env.PATH, LC_ALL: "C.UTF-8" },
    encoding: "utf8" as const,
  }
  const data = join(folder, "data")
  const made = spawnSync(
    join(programs, "initdb"),
    ["-D", data, "-U", "hub", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-T", "english", "--no-sync"],
    options,
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}${made.error ?? ""}`)
  const settings = ["listen_addresses=", `unix_socket_directories=${folder}`, "fsync=off"].flatMap((set) => ["-c", set])
  const server = spawn(join(programs, "postgres"), ["-D", data, ...settings], { ...options, stdio: "ignore" })
  const psql = (sql: string) => runPsql(join(programs, "psql"), folder, options, sql)
  const stop = () => stopServer(server, folder)
  try {
    return { version: await answering(server, psql), run: psql, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** PostgreSQL does not run as root, so then it runs as the account that Debian's package made for it. */
function account(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout)
  return { uid: id("-u"), gid: id("-g") }
}

async function answering(server: ChildProcess, psql: (sql: string) => Promise<string>): Promise<string> {
  for (const end = Date.now() + START_MS; ; await sleep(50)) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`)
    const version = await psql("show server_version").catch((error: unknown) => {
      if (Date.now() > end) throw error
      return undefined
    })
    if (version !== undefined) return version.trim()
  }
}

function runPsql(program: string, socket: string, options: object, sql: string): Promise<string> {
  const flags = ["-h", socket, "-U", "hub", "-d", "postgres", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-f", "-"]
  return new Promise((resolve, reject) => {
    const child = execFile(program, flags, { ...options, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`psql failed: ${stderr}`, { cause: error }))
      else resolve(String(stdout))
    })
    child.stdin?.end(sql)
  })
}

async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const ended = once(server, "exit")
    server.kill("SIGINT") // the fast shutdown: sessions are ended, nothing is waited for
    await ended
  }
  rmSync(folder, { recursive: true })
}
