import type { components } from "@octokit/openapi-types"
import { z } from "zod"
import type { GitHubState, Pull, Repository } from "./server"

type Schemas = components["schemas"]
export interface Answer {
  status: number
  body: object
  headers?: Record<string, string>
}
interface Asked {
  state: GitHubState
  repository: Repository
  /** What follows the place that the pattern names. */
  rest: string
  query: URLSearchParams
  body: unknown
}

const Sha = z.string().regex(/^[0-9a-f]{40}$/)
const Blob = z.strictObject({ content: z.string(), encoding: z.enum(["utf-8", "base64"]).default("utf-8") })
const Tree = z.strictObject({
  base_tree: Sha.optional(),
  tree: z.array(
    z.strictObject({ path: z.string(), mode: z.literal("100644"), type: z.literal("blob"), sha: Sha.nullable() }),
  ),
})
const Commit = z.strictObject({ message: z.string().min(1), tree: Sha, parents: z.array(Sha).default([]) })
const Ref = z.strictObject({ ref: z.string().regex(/^refs\/heads\/[\w./-]+$/), sha: Sha })
const NewPull = z.strictObject({
  title: z.string().min(1).max(256),
  body: z.string().max(65_536),
  head: z.string().regex(/^[\w-]+:[\w./-]+$/),
  base: z.string(),
  draft: z.boolean(),
  maintainer_can_modify: z.boolean(),
})
const ChangedPull = z.strictObject({ title: z.string().min(1), body: z.string() })

const notFound: Answer = { status: 404, body: { message: "Not Found" } }
const invalid = (message: string): Answer => ({ status: 422, body: { message } })

/** Reads a body as GitHub does: what does not fit is refused. */
const reading =
  <T>(schema: z.ZodType<T>, run: (asked: Asked, body: T) => Answer) =>
  (asked: Asked): Answer => {
    const body = schema.safeParse(asked.body)
    return body.success ? run(asked, body.data) : invalid(`Invalid request. ${z.prettifyError(body.error)}`)
  }

const repositoryAnswer = ({ state, repository }: Pick<Asked, "state" | "repository">) => {
  const { owner, name } = repository
  const push = owner === state.login || state.mayPush
  return {
    full_name: `${owner}/${name}`,
    default_branch: "main",
    archived: false,
    permissions: { admin: false, push, pull: true },
  } satisfies Pick<Schemas["full-repository"], "full_name" | "default_branch" | "archived" | "permissions">
}

const pullAnswer = ({ number, title, body, draft }: Pull) =>
  ({
    number,
    title,
    body,
    draft,
    html_url: `https://github.example/o/hub/pull/${number}`,
  }) satisfies Pick<Schemas["pull-request"], "number" | "title" | "body" | "draft" | "html_url">

const commitAnswer = ({ objects }: GitHubState, sha: string) => {
  const commit = objects.commits.get(sha)
  if (!commit) return undefined
  const parents = commit.parents.map((parent) => ({ sha: parent, url: "", html_url: "" }))
  const body = { sha, message: commit.message, tree: { sha: commit.tree, url: "" }, parents }
  return body satisfies Pick<Schemas["git-commit"], "sha" | "message" | "tree" | "parents">
}

const refAnswer = (ref: string, sha: string) =>
  ({ ref: `refs/${ref}`, object: { type: "commit", sha, url: "" } }) satisfies Pick<
    Schemas["git-ref"],
    "ref" | "object"
  >

const R = "/repos/([^/]+)/([^/]+)"
const route = (method: string, path: string, run: (asked: Asked) => Answer) => ({
  pattern: new RegExp(`^${method} ${R}${path}$`),
  run,
})

export const routes = [
  route("GET", "", (asked) => ({ status: 200, body: repositoryAnswer(asked) })),
  route("GET", "/git/ref/(.+)", ({ repository, rest }) => {
    const sha = repository.refs.get(rest)
    return sha === undefined ? notFound : { status: 200, body: refAnswer(rest, sha) }
  }),
  route("GET", "/git/commits/(.+)", ({ state, rest }) => {
    const body = commitAnswer(state, rest)
    return body ? { status: 200, body } : notFound
  }),
  route("GET", "/git/trees/(.+)", ({ state, rest, query }) => {
    const { objects } = state
    const sha = objects.commits.get(rest)?.tree ?? rest
    if (!objects.trees.has(sha)) return notFound
    const tree = objects.list(sha, query.has("recursive")).map(([path, item]) => ({ path, ...item }))
    return { status: 200, body: { sha, truncated: false, tree } satisfies Schemas["git-tree"] }
  }),
  route("GET", "/git/blobs/(.+)", ({ state, rest }) => {
    const bytes = state.objects.blobs.get(rest)
    if (!bytes) return notFound
    const body = { sha: rest, size: bytes.length, content: bytes.toString("base64"), encoding: "base64" }
    return { status: 200, body: body satisfies Pick<Schemas["blob"], "sha" | "size" | "content" | "encoding"> }
  }),
  route(
    "POST",
    "/git/blobs",
    reading(Blob, ({ state }, { content, encoding }) => {
      const sha = state.objects.blob(Buffer.from(content, encoding === "utf-8" ? "utf8" : "base64"))
      return { status: 201, body: { sha, url: "" } satisfies Schemas["short-blob"] }
    }),
  ),
  route(
    "POST",
    "/git/trees",
    reading(Tree, ({ state }, { base_tree, tree }) => {
      const { objects } = state
      if (base_tree !== undefined && !objects.trees.has(base_tree)) return notFound
      if (tree.some(({ sha }) => sha !== null && !objects.blobs.has(sha)))
        return invalid("tree.sha is not a valid blob")
      return { status: 201, body: { sha: objects.changed(base_tree, tree), truncated: false, tree: [] } }
    }),
  ),
  route(
    "POST",
    "/git/commits",
    reading(Commit, ({ state }, commit) => {
      if (!state.objects.trees.has(commit.tree)) return invalid("Tree SHA does not exist")
      return { status: 201, body: commitAnswer(state, state.objects.commit(commit)) ?? {} }
    }),
  ),
  route(
    "POST",
    "/git/refs",
    reading(Ref, ({ state, repository }, { ref, sha }) => {
      if (repository.owner !== state.login && !state.mayPush)
        return { status: 403, body: { message: "Resource not accessible by personal access token" } }
      const name = ref.slice("refs/".length)
      if (!state.objects.commits.has(sha)) return invalid("Object does not exist")
      if (repository.refs.has(name)) return invalid("Reference already exists")
      repository.refs.set(name, sha)
      return { status: 201, body: refAnswer(name, sha) }
    }),
  ),
  route("POST", "/forks", ({ state, repository }) => {
    const name = `${state.login}/${repository.name}`
    const fork: Repository = state.repositories.get(name) ?? {
      owner: state.login,
      name: repository.name,
      refs: new Map(repository.refs),
      parent: `${repository.owner}/${repository.name}`,
      notReady: state.forkDelay,
    }
    state.repositories.set(name, fork)
    return { status: 202, body: repositoryAnswer({ state, repository: fork }) }
  }),
  route("GET", "/pulls", ({ state, query }) => {
    const found = state.pulls.filter(({ head, base }) => head === query.get("head") && base === query.get("base"))
    return { status: 200, body: found.map(pullAnswer) }
  }),
  route(
    "POST",
    "/pulls",
    reading(NewPull, ({ state, repository }, { title, body, head, base, draft }) => {
      const [owner, branch] = head.split(":")
      const from = state.repositories.get(`${owner}/${repository.name}`)
      if (!from?.refs.has(`heads/${branch}`) || !repository.refs.has(`heads/${base}`))
        return invalid("Validation Failed")
      if (state.pulls.some((pull) => pull.head === head && pull.base === base))
        return invalid(`Validation Failed: A pull request already exists for ${head}.`)
      const pull = { number: state.pulls.length + 1, title, body, head, base, draft }
      state.pulls.push(pull)
      return { status: 201, body: pullAnswer(pull) }
    }),
  ),
  route(
    "PATCH",
    "/pulls/(.+)",
    reading(ChangedPull, ({ state, rest }, { title, body }) => {
      const pull = state.pulls.find(({ number }) => number === Number(rest))
      if (!pull) return notFound
      Object.assign(pull, { title, body })
      return { status: 200, body: pullAnswer(pull) }
    }),
  ),
]
