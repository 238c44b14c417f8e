import { RequestError } from "octokit"
import type { ForgeBase } from "@/lib/contribute/forge"
import { HubError } from "@/lib/error"
import { type RepositoryName, repositoryName } from "./github-branch"
import type { GitHubCall } from "./github-call"

/** How long GitHub may take to copy a repository. */
export interface ForkPatience {
  tries: number
  pauseMs: number
}

/** The user's fork of a repository, made when there is none, once it has the base's commit. */
export async function readyFork(
  call: GitHubCall,
  upstream: RepositoryName,
  base: ForgeBase,
  { tries, pauseMs }: ForkPatience,
): Promise<RepositoryName> {
  const made = await call("make a fork", (octokit) =>
    octokit.request("POST /repos/{owner}/{repo}/forks", { ...upstream }),
  )
  const fork = repositoryName(made.data.full_name)
  for (let tried = 1; tried <= tries; tried++) {
    if (await isThere(() => readCommit(call, fork, base.commit))) return fork
    // A fork that is there already, but older than the base, has to catch up; one that is being copied is not there.
    if (await isThere(() => readBranch(call, fork, base.branch))) await catchUp(call, fork, base.branch)
    else await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  throw new HubError("timeout", `GitHub has not finished the fork ${made.data.full_name}`, {
    hint: "Try again in some minutes; the fork stays",
  })
}

function readCommit(call: GitHubCall, fork: RepositoryName, sha: string) {
  return call(
    "look at the fork",
    (octokit) => octokit.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", { ...fork, commit_sha: sha }),
    [404, 409],
  )
}

function readBranch(call: GitHubCall, fork: RepositoryName, branch: string) {
  return call(
    "look at the fork",
    (octokit) => octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...fork, ref: `heads/${branch}` }),
    [404, 409],
  )
}

/** 404 means not there, and 409 that the repository is still empty. */
async function isThere(read: () => Promise<unknown>): Promise<boolean> {
  try {
    await read()
    return true
  } catch (error) {
    if (error instanceof RequestError) return false
    throw error
  }
}

async function catchUp(call: GitHubCall, fork: RepositoryName, branch: string): Promise<void> {
  try {
    await call(
      "bring the fork up to date",
      (octokit) => octokit.request("POST /repos/{owner}/{repo}/merge-upstream", { ...fork, branch }),
      [409, 422],
    )
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    throw new HubError(
      "conflict",
      `The branch ${branch} of your fork ${fork.owner}/${fork.repo} has commits of its own`,
      {
        hint: "Bring it up to date with the registry, or remove the fork, and propose again",
      },
    )
  }
}
