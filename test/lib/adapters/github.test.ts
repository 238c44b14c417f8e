import { afterEach, expect, test } from "vitest"
import { github } from "@/lib/adapters/github"
import { changesAgainst, makeProposal, proposedFiles } from "@/lib/contribute/proposal"
import { HubError } from "@/lib/error"
import { type Fault, githubServer } from "@/test/support/github-server/server"

const BEFORE = {
  "README.md": "hub\n",
  "catalog/a-exporter/entry.yaml": "a: 1\n",
  "catalog/a-exporter/README.md": "old\n",
}
const FILES = new Map([
  ["entry.yaml", "a: 2\n"],
  ["rules/alerts.yaml", "groups: []\n"],
])
let stop: () => Promise<void> = async () => undefined
afterEach(() => stop())

async function world(faults: Fault[] = []) {
  const server = await githubServer(BEFORE)
  stop = server.close
  server.state.faults.push(...faults)
  const { token } = server.state
  const access = { api: server.url, token, pauseMs: 1, timeoutMs: 300, patienceMs: 1_500 }
  const forge = github("o/hub", access, { tries: 5, pauseMs: 1 })
  const propose = async (files = FILES) => {
    const base = await forge.base("catalog/a-exporter")
    const changes = await changesAgainst(forge, base, proposedFiles("a-exporter", files))
    return forge.propose(base, makeProposal("a-exporter", changes, [], { draft: false }))
  }
  const filesOf = (repository: string, branch: string) => {
    const sha = server.state.repositories.get(repository)?.refs.get(`heads/${branch}`)
    return Object.fromEntries(server.state.objects.files(sha ?? ""))
  }
  return { ...server, propose, filesOf }
}

const failed = (work: Promise<unknown>): Promise<HubError> =>
  work.then(
    () => expect.fail("it should have failed"),
    (error) => (error instanceof HubError ? error : Promise.reject(error)),
  )

test("who may push gets a branch in the repository, with the files changed, added and removed, and nothing else", async () => {
  const { state, propose, filesOf, hub } = await world()
  state.mayPush = true
  const { branch, ...rest } = await propose()
  expect(branch).toMatch(/^exporterhub\/a-exporter-[0-9a-f]{12}$/)
  const url = "https://github.example/o/hub/pull/1"
  expect(rest).toEqual({ url, number: 1, repository: "o/hub", outcome: "opened" })
  expect(filesOf("o/hub", branch)).toEqual({
    "README.md": "hub\n",
    "catalog/a-exporter/entry.yaml": "a: 2\n",
    "catalog/a-exporter/rules/alerts.yaml": "groups: []\n",
  })
  expect(state.objects.commits.get(hub.refs.get(`heads/${branch}`) ?? "")?.parents).toEqual([
    hub.refs.get("heads/main"),
  ])
  expect(state.pulls).toMatchObject([{ title: "Change a-exporter", head: `o:${branch}`, base: "main", draft: false }])
})

test("who may not push gets a fork, which is waited for", async () => {
  const { state, hub, propose, filesOf } = await world()
  state.forkDelay = 4
  const { repository, branch } = await propose()
  expect(repository).toBe("ann/hub")
  expect(filesOf("ann/hub", branch)["catalog/a-exporter/entry.yaml"]).toBe("a: 2\n")
  expect([...hub.refs.keys()]).toEqual(["heads/main"])
  expect(state.pulls.map(({ head }) => head)).toEqual([`ann:${branch}`])
})

test("a fork that is not finished in time is said", async () => {
  const { state, propose } = await world()
  state.forkDelay = 1_000
  expect(await failed(propose())).toMatchObject({
    code: "timeout",
    message: "GitHub has not finished the fork ann/hub",
  })
})

test("the same again makes no second branch and no second pull request", async () => {
  const { state, propose } = await world()
  const first = await propose()
  expect(await propose()).toEqual({ ...first, outcome: "updated" })
  expect(state.pulls).toHaveLength(1)
  expect([...(state.repositories.get("ann/hub")?.refs.keys() ?? [])]).toEqual(["heads/main", `heads/${first.branch}`])
})

test("a branch of the name with other content stays, and the new one gets a number", async () => {
  const { state, hub, propose } = await world()
  state.mayPush = true
  const { branch } = await propose()
  state.pulls.length = 0
  const main = hub.refs.get("heads/main") ?? ""
  hub.refs.set(`heads/${branch}`, main)
  expect((await propose()).branch).toBe(`${branch}-2`)
  expect(hub.refs.get(`heads/${branch}`)).toBe(main)
})

test("the same again after the base moved on elsewhere finds its pull request", async () => {
  const { state, hub, propose } = await world()
  state.mayPush = true
  const first = await propose()
  const { objects } = state
  const main = hub.refs.get("heads/main") ?? ""
  const moved = [{ path: "README.md", mode: "100644", sha: objects.blob(Buffer.from("hub, moved\n")) }]
  const tree = objects.changed(objects.commits.get(main)?.tree, moved)
  hub.refs.set("heads/main", objects.commit({ tree, parents: [main], message: "elsewhere" }))
  expect(await propose()).toEqual({ ...first, outcome: "updated" })
  expect(state.pulls).toHaveLength(1)
})

const answer = (on: RegExp, status: number, times = 99, rest: Partial<Fault> = {}): Fault => ({
  on,
  times,
  kind: "answer",
  status,
  ...rest,
})

test.each<[string, Fault]>([
  ["5xx once", answer(/POST .*trees$/, 502, 1)],
  ["a connection that breaks", { on: /POST .*commits$/, times: 1, kind: "reset" }],
  ["the answer for a branch lost", { on: /POST .*refs$/, times: 1, kind: "lost" }],
  ["the answer for a pull request lost", { on: /POST .*pulls$/, times: 1, kind: "lost" }],
  ["an answer that is cut off within its body", { on: /GET .*\/hub$/, times: 1, kind: "cut" }],
  ["no answer in time, once", { on: /GET .*\/hub$/, times: 1, kind: "slow" }],
  ["Retry-After of a second", answer(/POST .*blobs$/, 429, 1, { headers: { "retry-after": "1" } })],
])("%s: it is done all the same, once", async (_, fault) => {
  const { state, propose } = await world([fault])
  const { url } = await propose()
  expect(url).toBe("https://github.example/o/hub/pull/1")
  expect(state.pulls).toHaveLength(1)
  expect(state.repositories.get("ann/hub")?.refs.size).toBe(2)
  expect(fault.times).toBe(0)
})

const reset = String(Math.floor(Date.UTC(2100, 0, 1, 12, 30) / 1000))
test.each<[string, Fault, string, RegExp, RegExp]>([
  ["expired token", answer(/GET/, 401), "unauthorized", /refused the token: it is expired/, /Make a new one/],
  [
    "rate limit",
    answer(/blobs$/, 403, 99, { headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset } }),
    "forbidden",
    /rate limit is used up/,
    /at 2100-01-01 12:30 UTC, in \d+ minutes/,
  ],
  [
    "secondary limit",
    answer(/trees$/, 403, 99, { headers: { "retry-after": "120" }, body: { message: "secondary rate limit" } }),
    "forbidden",
    /slows this account down/,
    /in 2 minutes/,
  ],
  [
    "rights missing",
    answer(/forks$/, 403, 99, { body: { message: "Forbidden" } }),
    "forbidden",
    /make a fork/,
    /public_repo/,
  ],
  ["no repository", answer(/GET .*hub$/, 404), "not-found", /404 when asked to read o\/hub/, /private one/],
  ["conflict", answer(/POST .*trees$/, 409), "conflict", /409 when asked to make a tree/, /Try again/],
  ["refused branch", answer(/POST .*refs$/, 422, 99, { body: { message: "bad ref" } }), "conflict", /bad ref/, /^$/],
  [
    "refused pull",
    answer(/POST .*pulls$/, 422, 99, { body: { message: "No" } }),
    "conflict",
    /refused the pull/,
    /The branch/,
  ],
  ["5xx that stays", answer(/POST .*commits$/, 503), "upstream", /503 when asked to make a commit/, /githubstatus/],
  ["no network", { on: /./, times: 99, kind: "reset" }, "unreachable", /did not answer/, /network/],
  ["too slow", { on: /./, times: 99, kind: "slow" }, "timeout", /within 0.3 s/, /later/],
])("%s: a message that says what to do, without the token", async (_, fault, code, message, hint) => {
  const { state, propose } = await world([fault])
  const error = await failed(propose())
  expect(error.code).toBe(code)
  expect(error.message).toMatch(message)
  expect(error.hint ?? "").toMatch(hint)
  expect(`${error.message} ${error.hint}`).not.toContain(state.token)
  expect(state.pulls).toEqual([])
})

test.each(["../b/entry.yaml", "rules/../../x.yaml", "/etc/passwd", "rules/.hidden", ".github/workflows/x.yml"])(
  "a file %s is refused",
  (path) => expect(() => proposedFiles("a-exporter", new Map([[path, "x"]]))).toThrow(HubError),
)

test("errors keep a proposal back, unless it is a draft", () => {
  const changes = [{ path: "catalog/a-exporter/entry.yaml", before: undefined, after: "a\n" }]
  const problem = { check: "c", severity: "error", file: "f", line: 1, column: 1, message: "bad" } as const
  expect(() => makeProposal("a-exporter", changes, [problem], { draft: false })).toThrow(
    "a-exporter has 1 error: f: bad",
  )
  expect(makeProposal("a-exporter", changes, [problem], { draft: true })).toMatchObject({
    title: "Add a-exporter",
    draft: true,
  })
})
