import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

/** A Git repository of its own in a temporary folder, for tests of what reads history. */
export class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), "exporterhub-git-"))
  private commits = 0

  constructor() {
    this.git("init", "--quiet", "--initial-branch=main")
  }

  /** Runs git as a person whom no setting of this machine changes; answers what it printed. */
  git(...args: string[]): string {
    const date = `2026-01-${String(this.commits + 1).padStart(2, "0")}T12:00:00+02:00`
    const env = {
      PATH: process.env.PATH,
      HOME: this.folder,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "Ada Lovelace",
      GIT_AUTHOR_EMAIL: "ada@example.org",
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: "Committer",
      GIT_COMMITTER_EMAIL: "c@example.org",
      GIT_COMMITTER_DATE: date,
    }
    return execFileSync("git", args, {
      cwd: this.folder,
      env: env as unknown as NodeJS.ProcessEnv,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    })
  }

  /** Writes files (null removes one) and commits them; answers the hash. */
  commit(subject: string, files: Readonly<Record<string, string | null>>, ...flags: string[]): string {
    for (const [path, text] of Object.entries(files)) {
      if (text === null) rmSync(join(this.folder, path))
      else {
        mkdirSync(dirname(join(this.folder, path)), { recursive: true })
        writeFileSync(join(this.folder, path), text)
      }
    }
    this.git("add", "--all")
    this.git("commit", "--quiet", "--allow-empty", "-m", subject, ...flags)
    this.commits += 1
    return this.git("rev-parse", "HEAD").trim()
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
