import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, test } from "vitest"
import { parse } from "yaml"
import { ReviewReport } from "@/lib/contribute/review/report"
import { commands } from "@/scripts/all"
import { badRequests, baseFiles } from "@/test/support/pull-requests"
import { Repository } from "@/test/support/repository"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), "exporterhub-workflows-"))
afterAll(() => rmSync(scratch, { recursive: true }))

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
  env?: Record<string, string>
}

const workflows = readdirSync(join(ROOT, ".github/workflows")).map((name) => {
  const text = readFileSync(join(ROOT, ".github/workflows", name), "utf8")
  return { name, text, workflow: parse(text) }
})
const action = parse(readFileSync(join(ROOT, ".github/actions/review/action.yml"), "utf8"))
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries<{ steps: Step[]; permissions?: Record<string, string> }>(workflow.jobs).map(([id, job]) => ({
    id: `${name} ${id}`,
    workflow,
    job,
  })),
)
const steps: { id: string; step: Step }[] = [
  ...jobs.flatMap(({ id, job }) => job.steps.map((step) => ({ id, step }))),
  ...action.runs.steps.map((step: Step) => ({ id: "action", step })),
]

/** An expression as workflows write it. */
function expression(name: string): string {
  return ["$", "{{ ", name, " }}"].join("")
}

/** What a workflow must never do, each with the reason; answers what is wrong. */
function faults(workflow: any): string[] {
  const all: Step[] = Object.values<{ steps: Step[] }>(workflow.jobs).flatMap((job) => job.steps)
  const events = Object.keys(workflow.on)
  return [
    ...(events.includes("pull_request_target") ? ["pull_request_target"] : []),
    ...(workflow.permissions === undefined ? ["no permissions"] : []),
    ...all.filter(({ run }) => run?.includes("${{")).map(() => "an expression inside of a script"),
    ...all.flatMap(({ uses, with: given }) =>
      uses?.startsWith("actions/checkout@") && given?.["persist-credentials"] !== false
        ? ["a token left in the clone"]
        : [],
    ),
    ...all.flatMap(({ uses, with: given }) =>
      events.includes("workflow_run") && uses?.startsWith("actions/checkout@") && given?.ref !== undefined
        ? ["a checkout of something else than the default branch, with a token that writes"]
        : [],
    ),
    ...(events.includes("pull_request") && JSON.stringify(workflow).includes("secrets.") ? ["a secret"] : []),
    ...(events.includes("pull_request") &&
    /: ?"?write/.test(
      JSON.stringify([workflow.permissions, Object.values<any>(workflow.jobs).map((job) => job.permissions)]),
    )
      ? ["a token that writes"]
      : []),
  ]
}

test.each(workflows)("$name keeps to the rules", ({ workflow }) => expect(faults(workflow)).toEqual([]))

test.each([
  ["pull_request_target", { on: { pull_request_target: null }, permissions: {}, jobs: {} }],
  ["no permissions", { on: { push: null }, jobs: {} }],
  [
    "an expression inside of a script",
    {
      on: { push: null },
      permissions: {},
      jobs: { a: { steps: [{ run: `echo ${expression("github.event.pull_request.title")}` }] } },
    },
  ],
  [
    "a token left in the clone",
    { on: { push: null }, permissions: {}, jobs: { a: { steps: [{ uses: "actions/checkout@v4" }] } } },
  ],
  [
    "a secret",
    { on: { pull_request: null }, permissions: {}, jobs: { a: { steps: [{ env: { A: expression("secrets.A") } }] } } },
  ],
  ["a token that writes", { on: { pull_request: null }, permissions: { contents: "write" }, jobs: {} }],
  [
    "a checkout of something else than the default branch, with a token that writes",
    {
      on: { workflow_run: null },
      permissions: {},
      jobs: { a: { steps: [{ uses: "actions/checkout@v4", with: { ref: "x", "persist-credentials": false } }] } },
    },
  ],
])("the rules find %s", (fault, workflow) => expect(faults(workflow)).toEqual([fault]))

test("the run of a pull request has the base's tool, and its commits only as data", () => {
  const { job } = jobs.find(({ id }) => id === "review.yml review") ?? { job: { steps: [] } }
  const checkouts = job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))
  expect(checkouts.map((step) => step.with?.ref)).toEqual([expression("github.event.pull_request.base.sha")])
  expect(job.steps.flatMap(({ run }) => run?.match(/git (checkout|switch|worktree|merge|reset)/g) ?? [])).toEqual([])
})

test("only the job that sees no data of a stranger may write", () => {
  const writing = jobs.filter(({ job }) => Object.values(job.permissions ?? {}).includes("write")).map(({ id }) => id)
  expect(writing).toEqual(["bump.yml bump", "review-comment.yml comment", "review-comment.yml merge"])
})

test("actions are pinned, but for those that say why not", () => {
  const loose = workflows
    .flatMap(({ text }) => text.match(/uses: (?!\.\/)[^\n]+/g) ?? [])
    .filter((line) => !/@[0-9a-f]{40} # v\d/.test(line))
  expect(loose.sort()).toEqual([
    "uses: actions/setup-go@v5",
    "uses: azure/setup-kubectl@v4",
    "uses: github/codeql-action/upload-sarif@v4",
  ])
})

test("every script is Bash, and every command and flag of ours is there", async () => {
  const called = new Set<string>()
  for (const { step } of steps.filter(({ step }) => step.run !== undefined)) {
    execFileSync("bash", ["-n"], { input: step.run })
    for (const [, name = ""] of step.run?.matchAll(/scripts\/bin\.js"? ([a-z-]+)/g) ?? []) {
      called.add(name)
      const flags =
        step.run?.match(
          /(?<= )--(?:base|head|author|registry|repository|promtool|markdown|sarif|report|trusted|pull-request|preview)\b/g,
        ) ?? []
      const help = commands[name]?.help(name) ?? ""
      for (const flag of flags) expect(help, `${name} ${flag}`).toContain(`${flag} `.trimEnd())
    }
  }
  expect([...called].sort()).toEqual(["review", "review-comment"])
  for (const { step } of steps) if (step.uses?.startsWith("./")) readFileSync(join(ROOT, step.uses, "action.yml"))
})

/** Runs the shell step of the action as a runner would: inputs by environment, in a clone. */
function runAction(folder: string, env: Record<string, string>) {
  const [step] = action.runs.steps as Step[]
  const output = join(scratch, `out-${Math.abs(env.HEAD?.length ?? 0)}-${env.AUTHOR}`)
  mkdirSync(output, { recursive: true })
  for (const name of ["outputs", "summary"]) writeFileSync(join(output, name), "")
  let code = 0
  try {
    execFileSync("bash", ["-c", step?.run ?? ""], {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? "",
        HOME: scratch,
        NODE_ENV: "test",
        HUB: ROOT,
        REGISTRY: "catalog",
        REPOSITORY: ".",
        PROMTOOL: "off",
        OUTPUT: output,
        GITHUB_OUTPUT: join(output, "outputs"),
        GITHUB_STEP_SUMMARY: join(output, "summary"),
        ...env,
      },
      stdio: "pipe",
    })
  } catch (error) {
    code = (error as { status: number }).status
  }
  const read = (name: string) => readFileSync(join(output, name), "utf8")
  return {
    code,
    report: ReviewReport.parse(JSON.parse(read("report.json"))),
    outputs: read("outputs"),
    comment: read("comment.md"),
    sarif: JSON.parse(read("review.sarif")),
  }
}

test("the action says for real what is wrong, and what is fine", { timeout: 120_000 }, async () => {
  const repository = new Repository()
  const base = repository.commit("The registry", await baseFiles())
  const readme = "catalog/demo-exporter/README.md"
  const bad = repository.commit("A script", { [readme]: "# Demo\n\n<script>alert(1)</script>\n" })
  const refused = runAction(repository.folder, { BASE: base, HEAD: bad, AUTHOR: "someone" })
  expect([refused.code, refused.report.problems.map(({ check }) => check)]).toEqual([1, ["unsafe-markup"]])
  expect(refused.outputs).toBe("label=needs-review\n")
  expect(refused.sarif.runs[0].results).toHaveLength(1)
  expect(refused.comment).toContain("script has no place in a text")
  repository.git("checkout", "--quiet", base)
  const good = repository.commit("Words", { [readme]: "# Demo\n\nMore.\n" })
  // A login is a stranger's text: it must not become a command.
  const author = "someone'; touch injected; '"
  const passed = runAction(repository.folder, { BASE: base, HEAD: good, AUTHOR: author })
  expect([passed.code, passed.outputs]).toEqual([0, "label=needs-review\n"])
  expect(readdirSync(repository.folder)).not.toContain("injected")
  repository.remove()
})

test("what is refused is refused for one of the reasons that the docs explain", () => {
  expect(new Set(badRequests.map(({ check }) => check)).size).toBeGreaterThanOrEqual(15)
})

/** Runs bump.sh in a registry with programs in place of the CLI's network, gh and the remote; answers what gh was asked. */
function runBump(recipe: boolean, known: string) {
  const folder = mkdtempSync(join(scratch, "bump-"))
  const repository = join(folder, "clone")
  const bin = join(folder, "bin")
  const git = (...args: string[]) => execFileSync("git", args, { cwd: repository, stdio: "pipe" })
  for (const path of [
    join(repository, "scripts"),
    join(repository, "catalog"),
    join(repository, ".github/recipes"),
    bin,
  ])
    mkdirSync(path, { recursive: true })
  const answer = JSON.stringify({
    outdated: [{ id: "demo-exporter", current: "1.2.0", latest: "1.3.0", url: "https://example.com/r" }],
  })
  const cli = `import { appendFileSync, readFileSync } from "node:fs"
if (process.argv[2] === "outdated") { console.log(${JSON.stringify(answer)}); process.exitCode = 1 }
else { appendFileSync("catalog/demo", readFileSync("recorded.prom")); console.log(process.argv.slice(2).join(" ")) }`
  writeFileSync(join(repository, "scripts/bin.js"), cli)
  writeFileSync(join(repository, "package.json"), '{"type":"module"}')
  writeFileSync(join(repository, ".gitignore"), "asked\n")
  if (recipe) writeFileSync(join(repository, ".github/recipes/demo-exporter.sh"), 'echo "recorded $VERSION"\n')
  const gh = `#!/bin/sh\nif [ "$1 $2" = "issue list" ]; then echo "${known}"; exit; fi\necho "$@" >> "${join(folder, "asked")}"\ncat body.md >> "${join(folder, "asked")}"\n`
  writeFileSync(join(bin, "gh"), gh, { mode: 0o755 })
  writeFileSync(join(folder, "asked"), "")
  execFileSync("git", ["init", "--quiet", "--bare", join(folder, "remote")])
  git("init", "--quiet", "--initial-branch=main")
  git("config", "user.name", "bot")
  git("config", "user.email", "bot@example.org")
  git("remote", "add", "origin", join(folder, "remote"))
  git("add", "--all")
  git("commit", "--quiet", "-m", "The registry")
  execFileSync("bash", [join(ROOT, ".github/actions/bump.sh")], {
    cwd: repository,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    stdio: "pipe",
  })
  const branches = execFileSync("git", ["branch", "--format=%(refname:short)"], {
    cwd: join(folder, "remote"),
    encoding: "utf8",
  })
  const left = execFileSync("git", ["status", "--porcelain"], { cwd: repository, encoding: "utf8" })
  return { asked: readFileSync(join(folder, "asked"), "utf8"), branches: branches.trim(), left }
}

test("a newer release without a recipe becomes one issue that says what is needed", () => {
  const { asked, branches, left } = runBump(false, "")
  expect(asked).toContain("issue create --title demo-exporter: 1.3.0 is released")
  expect(asked).toContain("npx exporterhub bump demo-exporter --capture new.prom")
  expect([branches, left]).toEqual(["", ""])
  expect(runBump(false, "demo-exporter: 1.3.0 is released").asked).toBe("")
})

test("a newer release with a recipe becomes a pull request with what it changes", () => {
  const { asked, branches, left } = runBump(true, "")
  expect(asked).toContain("pr create --head bump/demo-exporter-1.3.0 --title demo-exporter: 1.3.0 is released")
  expect(asked).toContain("    bump demo-exporter --catalog catalog --version 1.3.0 --capture recorded.prom")
  expect([branches, left]).toEqual(["bump/demo-exporter-1.3.0", ""])
})
