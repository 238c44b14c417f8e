import { RequestError } from "octokit"
import type { Forge, ForgeBase, Proposed } from "@/lib/contribute/forge"
import type { Proposal } from "@/lib/contribute/proposal"
import { HubError } from "@/lib/error"
import { type RepositoryName, repositoryName, writeBranch } from "./github-branch"
import { type GitHubAccess, type GitHubCall, githubCalls } from "./github-call"
import { type ForkPatience, readyFork } from "./github-fork"

const PATIENCE: ForkPatience = { tries: 30, pauseMs: 2_000 }

/** The repository "owner/name" on GitHub, or on a server with its API. See githubCalls for what is repeated, and for messages. */
export function github(repository: string, access: GitHubAccess, patience = PATIENCE): Forge {
  const place = repositoryName(repository)
  const call = githubCalls(access)
  return {
    base: (folder, branch) => readBase(call, place, folder, branch),
    async text(base, blob) {
      const { data } = await call("read a file", (octokit) =>
        octokit.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
          ...repositoryName(base.repository),
          file_sha: blob,
        }),
      )
      return Buffer.from(data.content, data.encoding === "base64" ? "base64" : "utf8").toString("utf8")
    },
    async propose(base, proposal) {
      if (access.token === undefined) throw new HubError("unauthorized", "Without a login nothing can be proposed")
      const upstream = repositoryName(base.repository)
      const { data } = await call(`read ${base.repository}`, (octokit) =>
        octokit.request("GET /repos/{owner}/{repo}", { ...upstream }),
      )
      if (data.archived) throw new HubError("conflict", `${base.repository} is archived: it takes no changes`)
      const target = data.permissions?.push ? upstream : await readyFork(call, upstream, base, patience)
      const branch = await writeBranch(call, target, base, proposal)
      return pullRequest(call, { upstream, target, base: base.branch, branch, proposal })
    },
  }
}

async function readBase(
  call: GitHubCall,
  place: RepositoryName,
  folder: string,
  wanted: string | undefined,
): Promise<ForgeBase> {
  const name = `${place.owner}/${place.repo}`
  const { data } = await call(`read ${name}`, (octokit) => octokit.request("GET /repos/{owner}/{repo}", { ...place }))
  // A repository that was renamed answers under its new name; only that can be written to.
  const now = repositoryName(data.full_name)
  const branch = wanted ?? data.default_branch
  const ref = await call(`read the branch ${branch} of ${data.full_name}`, (octokit) =>
    octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...now, ref: `heads/${branch}` }),
  )
  const commit = ref.data.object.sha
  const blobs = await readFolder(call, now, commit, folder)
  return { repository: data.full_name, branch, commit, blobs }
}

/** Down to the folder one tree at a time: the tree of all files may be longer than one answer. */
async function readFolder(call: GitHubCall, place: RepositoryName, commit: string, folder: string) {
  const tree = async (sha: string, recursive: boolean) => {
    const { data } = await call(`list ${folder}`, (octokit) =>
      octokit.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
        ...place,
        tree_sha: sha,
        ...(recursive ? { recursive: "1" } : {}),
      }),
    )
    if (data.truncated) throw new HubError("upstream", `${folder} has more files than GitHub lists`)
    return data.tree
  }
  let sha = commit
  for (const part of folder.split("/")) {
    const item = (await tree(sha, false)).find(({ path }) => path === part)
    if (!item) return new Map<string, string>()
    if (item.type !== "tree") throw new HubError("conflict", `${folder} is no folder in the repository`)
    sha = item.sha
  }
  const files = (await tree(sha, true)).filter(({ type }) => type !== "tree")
  const strange = files.find(({ mode }) => mode !== "100644" && mode !== "100755")
  if (strange) throw new HubError("conflict", `${folder}/${strange.path} is a link there, which is not proposed over`)
  return new Map(files.map(({ path, sha: blob }) => [path, blob]))
}

interface PullRequest {
  upstream: RepositoryName
  target: RepositoryName
  base: string
  branch: string
  proposal: Proposal
}

/** Opens the pull request, or brings title and text of the one that is open for the branch up to date. */
async function pullRequest(
  call: GitHubCall,
  { upstream, target, base, branch, proposal }: PullRequest,
): Promise<Proposed> {
  const { title, body, draft } = proposal
  const head = `${target.owner}:${branch}`
  const open = () =>
    call("look for the pull request", (octokit) =>
      octokit.request("GET /repos/{owner}/{repo}/pulls", { ...upstream, state: "open", head, base }),
    )
  const answer = (outcome: Proposed["outcome"], { html_url: url, number }: { html_url: string; number: number }) => ({
    url,
    number,
    repository: `${target.owner}/${target.repo}`,
    branch,
    outcome,
  })
  const update = async (number: number) => {
    const { data } = await call("change the pull request", (octokit) =>
      octokit.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
        ...upstream,
        pull_number: number,
        title,
        body,
      }),
    )
    return answer("updated", data)
  }
  const [before] = (await open()).data
  if (before) return update(before.number)
  try {
    const { data } = await call(
      "open the pull request",
      (octokit) =>
        octokit.request("POST /repos/{owner}/{repo}/pulls", {
          ...upstream,
          title,
          body,
          head,
          base,
          draft,
          maintainer_can_modify: true,
        }),
      [422],
    )
    return answer("opened", data)
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    // GitHub has made it, and its answer was lost on the way.
    const [made] = (await open()).data
    if (made) return update(made.number)
    throw new HubError("conflict", `GitHub refused the pull request: ${error.message}`, {
      hint: `The branch ${branch} is there, in ${target.owner}/${target.repo}`,
    })
  }
}
