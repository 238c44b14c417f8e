import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { MARKER, MAX_COMMENT, reviewComment, safe } from "@/lib/contribute/review/markdown"
import { ReviewReport } from "@/lib/contribute/review/report"
import { badRequests, baseFiles, type Files, goodRequests, type PullRequest } from "@/test/support/pull-requests"
import { Repository } from "@/test/support/repository"
import { run } from "./run"

const repository = new Repository()
let files: Record<string, string>
let base = ""
afterAll(() => repository.remove())
beforeAll(async () => {
  files = await baseFiles()
  base = repository.commit("The registry", files)
})

/** Commits a pull request on a branch of its own, with Git's own objects: a link is a link, a submodule a submodule. */
function propose({ change }: PullRequest): string {
  const now: Files = { ...files }
  change(now)
  repository.git("checkout", "--quiet", "--force", "--detach", base)
  repository.git("clean", "-qfdx")
  for (const path of Object.keys(files)) if (!(path in now)) rmSync(join(repository.folder, path))
  for (const [path, content] of Object.entries(now)) if (content !== files[path]) write(path, content)
  repository.git("add", "--all")
  for (const [path, content] of Object.entries(now))
    if (typeof content === "object" && "submodule" in content)
      repository.git("update-index", "--add", "--cacheinfo", `160000,${content.submodule},${path}`)
  repository.git("commit", "--quiet", "-m", "A change")
  return repository.git("rev-parse", "HEAD").trim()
}

function write(path: string, content: Files[string]): void {
  const full = join(repository.folder, path)
  mkdirSync(dirname(full), { recursive: true })
  if (typeof content === "string") writeFileSync(full, content)
  else if ("bytes" in content) writeFileSync(full, content.bytes)
  else if ("run" in content) {
    writeFileSync(full, content.run)
    chmodSync(full, 0o755)
  } else if ("link" in content) {
    rmSync(full, { force: true })
    symlinkSync(content.link, full)
  }
}

async function review(head: string, author?: string, ...flags: string[]) {
  const who = author === undefined ? [] : ["--author", author]
  return run("review", "--repository", repository.folder, "--base", base, "--head", head, ...who, ...flags)
}

async function report(request: PullRequest) {
  const { code, out } = await review(propose(request), request.author, "--json", "--promtool", "off")
  return { code, report: ReviewReport.parse(JSON.parse(out)) }
}

describe("bad pull requests are refused, each with the one right message", () => {
  test.each(badRequests)("$name", async (request) => {
    const { code, report: said } = await report(request)
    const { check, file, line, message } = request
    expect(said.problems).toMatchObject([{ check, file, line, severity: "error" }])
    expect(said.problems[0]?.message).toContain(message)
    expect([code, said.label]).toEqual([1, "needs-review"])
  })
})

describe("good pull requests pass with the right label", () => {
  test.each(goodRequests)("$name", async (request) => {
    const { code, report: said } = await report(request)
    expect(said.problems).toEqual([])
    expect([code, said.label, said.reasons]).toEqual([0, request.label, expect.arrayContaining([request.reason])])
  })
})

test("there are enough of both", () => {
  expect(badRequests.length).toBeGreaterThanOrEqual(20)
  expect(goodRequests.length).toBeGreaterThanOrEqual(10)
})

const TITLE = "the README says too little"
const broken: PullRequest = {
  name: TITLE,
  change(all) {
    all["catalog/demo-exporter/install.sh"] = "true\n"
  },
}

test("what was wrong before is told apart, and does not fail the change", async () => {
  const before = propose(broken)
  const worse = propose({
    name: TITLE,
    change(all) {
      broken.change(all)
      all["catalog/demo-exporter/README.md"] = "# Demo exporter\n\nMore.\n"
    },
  })
  const { code, out } = await run(
    "review",
    "--repository",
    repository.folder,
    "--base",
    before,
    "--head",
    worse,
    "--json",
    "--promtool",
    "off",
  )
  // The two commits part at the base, where the script was not there yet.
  expect([code, JSON.parse(out).problems.length]).toEqual([1, 1])
  repository.git("checkout", "--quiet", "--force", "--detach", before)
  const after = repository.commit("More words", { "catalog/demo-exporter/README.md": "# Demo exporter\n\nMore.\n" })
  const second = await run(
    "review",
    "--repository",
    repository.folder,
    "--base",
    before,
    "--head",
    after,
    "--json",
    "--promtool",
    "off",
  )
  const said = ReviewReport.parse(JSON.parse(second.out))
  expect([second.code, said.problems]).toEqual([0, []])
  expect(said.known).toMatchObject([{ check: "stray-file", file: "catalog/demo-exporter/install.sh" }])
})

test("folders are compared as commits are", async () => {
  const before = mkdtempSync(join(tmpdir(), "exporterhub-review-"))
  const after = mkdtempSync(join(tmpdir(), "exporterhub-review-"))
  for (const folder of [before, after])
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  symlinkSync("/etc/passwd", join(after, "catalog/demo-exporter/rules/more.yaml"))
  const { code, out } = await run("review", "--base", before, "--head", after, "--json", "--promtool", "off")
  expect(code).toBe(1)
  expect(JSON.parse(out).problems).toMatchObject([
    { check: "file-kind", file: "catalog/demo-exporter/rules/more.yaml" },
  ])
  const same = await run("review", "--base", base, "--head", before, "--repository", repository.folder, "--json")
  expect([same.code, JSON.parse(same.out).entries]).toEqual([0, []])
  rmSync(before, { recursive: true })
  rmSync(after, { recursive: true })
})

test("a registry at the top of its repository", async () => {
  const top = new Repository()
  const all = Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => (path.startsWith("catalog/") ? [[path.slice(8), text]] : [])),
  )
  const first = top.commit("The registry", all)
  const second = top.commit("A script", { "demo-exporter/README.md": "<script>1</script>\n" })
  const { out } = await run(
    "review",
    "--repository",
    top.folder,
    "--registry",
    ".",
    "--base",
    first,
    "--head",
    second,
    "--json",
    "--promtool",
    "off",
  )
  expect(JSON.parse(out).problems).toMatchObject([{ check: "unsafe-markup", file: "demo-exporter/README.md", line: 1 }])
  top.remove()
})

test("removed rules that search is judged by are told", async () => {
  const judged = new Repository()
  const first = judged.commit("The registry", {
    ...files,
    "test/search/queries.yaml":
      "- query: demo down\n  answers:\n    3: [entry/demo-exporter, alert/other-exporter/DemoDown]\n",
  })
  const gone = Object.keys(files).filter((path) => path.startsWith("catalog/demo-exporter/"))
  const second = judged.commit("Gone", Object.fromEntries(gone.map((path) => [path, null])))
  const { code, out } = await run(
    "review",
    "--repository",
    judged.folder,
    "--base",
    first,
    "--head",
    second,
    "--json",
    "--promtool",
    "off",
  )
  const said = ReviewReport.parse(JSON.parse(out))
  expect([code, said.label, said.reasons]).toEqual([0, "needs-review", ["demo-exporter is removed"]])
  expect(said.affects[0]).toBe("entry/demo-exporter is gone, but test/search/queries.yaml has it as an answer")
  judged.remove()
})

test.each([
  [["--base", "nope", "--head", "HEAD"], 2, "nope is neither a folder nor a commit"],
  [["--head", "HEAD"], 2, "--base: is needed"],
  [["--base", "HEAD", "--head", "HEAD", "--json", "--sarif"], 2, "One of --markdown, --sarif and --json"],
  [["--base=--output=/tmp/x", "--head", "HEAD"], 2, "is neither a folder nor a commit"],
])("review %j exits with %i", async (args, expected, message) => {
  const { code, out, err } = await run("review", "--repository", repository.folder, ...args)
  expect([code, `${out}${err}`.includes(message)]).toEqual([expected, true])
})

test("SARIF has the problem at its line", async () => {
  const request = badRequests.find(({ check }) => check === "metric-known") as PullRequest
  const { code, out } = await review(propose(request), undefined, "--sarif", "--promtool", "off")
  const [sarifRun] = JSON.parse(out).runs
  expect(code).toBe(1)
  expect(sarifRun.results).toMatchObject([
    {
      ruleId: "metric-known",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "catalog/demo-exporter/dashboards/overview.yaml" },
            region: { startLine: 20 },
          },
        },
      ],
    },
  ])
})

describe("the comment", () => {
  const LINKS = { site: "https://hub.example", blob: "https://github.com/o/r/blob/abc" }

  test("has for each problem what, why, where, how and more", async () => {
    const request = badRequests.find(({ check }) => check === "unsafe-markup") as PullRequest
    const flags = ["--markdown", "--site", LINKS.site, "--blob", LINKS.blob, "--promtool", "off"]
    const { out } = await review(propose(request), undefined, ...flags)
    expect(out.startsWith(MARKER)).toBe(true)
    for (const part of [
      "### 1 error: demo-exporter",
      "#### Error: script has no place in a text",
      "[catalog/demo-exporter/README.md, line 5](https://github.com/o/r/blob/abc/catalog/demo-exporter/README.md?plain=1#L5)",
      "event handlers",
      "**How to fix it.** Write Markdown",
      "(https://hub.example/docs/checks/unsafe-markup)",
      "| demo-exporter | changed | 2 | 6 | 2 | 2 |",
    ])
      expect(out).toContain(part)
  })

  test.each([
    ["@org/team", "@\u200corg/team"],
    ["<img src=x>", "&lt;img src=x&gt;"],
    ["[a](b)", "&#91;a&#93;&#40;b&#41;"],
    ["`code`\n# head", "&#96;code&#96; &#35; head"],
    ["https://evil.example", "https\u200c://evil.example"],
    ["owner/repo#12", "owner/repo&#35;12"],
    ["a\u202eb -->", "a b --&gt;"],
  ])("%j is %j in it", (text, plain) => expect(safe(text)).toBe(plain))

  test("stays below GitHub's limit and says what it left out", () => {
    const problems = Array.from({ length: 2_000 }, (_, i) => ({
      check: "schema",
      severity: "error" as const,
      file: "catalog/a/entry.yaml",
      line: i + 1,
      column: 1,
      message: "@".repeat(500),
    }))
    const report = {
      schema: "exporterhub/review/v1" as const,
      entries: [],
      problems,
      known: [],
      bumps: [],
      affects: [],
      label: "needs-review" as const,
      reasons: [],
    }
    const comment = reviewComment(report, LINKS)
    expect(comment.length).toBeLessThanOrEqual(MAX_COMMENT)
    const shown = comment.match(/^#### /gm)?.length ?? 0
    expect(shown).toBeGreaterThan(10)
    expect(comment).toContain(`**${2_000 - shown} more problems are not shown here**`)
  })
})
