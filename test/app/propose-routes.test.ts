import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { FIXTURES } from "@/test/support/demo"
import { githubServer } from "@/test/support/github-server/server"
import { filesOf } from "@/test/support/memory-source"

vi.mock("server-only", () => ({}))

const source = await filesOf(disk(FIXTURES), "demo-exporter")
const files = Object.fromEntries(
  Object.entries(source).map(([path, text]) => [path.replace("demo-exporter/", ""), text]),
)
const before = Object.fromEntries(Object.entries(source).map(([path, text]) => [`catalog/${path}`, text]))

let server: Awaited<ReturnType<typeof githubServer>>
let routes: { propose: (request: Request) => Promise<Response>; diff: (request: Request) => Promise<Response> }

beforeAll(async () => {
  server = await githubServer(before)
  Object.assign(process.env, { EXPORTERHUB_REPOSITORY: "o/hub", GITHUB_API_URL: server.url })
  const [propose, diff] = await Promise.all([import("@/app/api/propose/route"), import("@/app/api/propose/diff/route")])
  routes = { propose: propose.POST, diff: diff.POST }
})
beforeEach(() => {
  process.env.EXPORTERHUB_REPOSITORY = "o/hub"
  server.state.mayPush = true
})
afterAll(() => server.close())

function request(body: unknown, headers: Record<string, string> = {}): Request {
  return new Request("http://127.0.0.1/api/propose", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  })
}
const login = () => ({ authorization: `Bearer ${server.state.token}` })
const changed = { ...files, "README.md": `${files["README.md"]}\nOne more line.\n` }

test("what a draft changes is shown, with the pages of GitHub's editor, without any login", async () => {
  const answer = await (await routes.diff(request({ id: "demo-exporter", files: changed }))).json()
  expect(answer).toMatchObject({
    repository: "o/hub",
    branch: "main",
    changes: [{ path: "catalog/demo-exporter/README.md", kind: "changed", added: 2, removed: 0 }],
    steps: [{ action: "edit", url: "https://github.com/o/hub/edit/main/catalog/demo-exporter/README.md" }],
  })
  expect(answer.changes[0].diff).toContain("+One more line.")
})

test("a draft becomes a pull request, and asking again makes no second one", async () => {
  const body = { id: "demo-exporter", files: changed, title: "Say more" }
  const first = await (await routes.propose(request(body, login()))).json()
  expect(first).toMatchObject({ number: 1, outcome: "opened", url: "https://github.example/o/hub/pull/1" })
  const again = await (await routes.propose(request(body, login()))).json()
  expect(again).toMatchObject({ number: 1, outcome: "updated" })
  expect(server.state.pulls.map(({ title }) => title)).toEqual(["Say more"])
})

test.each([
  ["no login", { id: "demo-exporter", files: changed }, {}, 401],
  ["a wrong token", { id: "demo-exporter", files: changed }, { authorization: "Bearer wrong" }, 401],
  ["a path that leads elsewhere", { id: "demo-exporter", files: { "../x": "" } }, "login", 400],
  ["an id that is none", { id: "../demo", files: changed }, "login", 400],
  ["nothing that differs", { id: "demo-exporter", files }, "login", 400],
  [
    "rules that are broken",
    { id: "demo-exporter", files: { ...files, "rules/demo.yaml": "groups: 1\n" } },
    "login",
    400,
  ],
  ["a form of another site", { id: "demo-exporter", files: changed }, { "content-type": "text/plain" }, 400],
] as const)("%s is refused, and nothing is opened", async (_, body, headers, status) => {
  const pulls = server.state.pulls.length
  const answer = await routes.propose(request(body, headers === "login" ? login() : headers))
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/problem+json"])
  expect(JSON.stringify(await answer.json())).not.toContain(server.state.token)
  expect(server.state.pulls).toHaveLength(pulls)
})

test("a hub that knows no repository says so", async () => {
  delete process.env.EXPORTERHUB_REPOSITORY
  const answer = await routes.diff(request({ id: "demo-exporter", files: changed }))
  expect([answer.status, (await answer.json()).hint]).toEqual([404, expect.stringContaining("EXPORTERHUB_REPOSITORY")])
})
