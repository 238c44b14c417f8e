import { RequestError } from "octokit"
import type { ForgeBase } from "@/lib/contribute/forge"
import { blobId, type FileChange, type Proposal } from "@/lib/contribute/proposal"
import { HubError } from "@/lib/error"
import type { GitHubCall } from "./github-call"

/** Names that are tried when a branch of the name is there with other content. */
const NAMES = 5

/** owner and repo, as GitHub's calls take them. */
export interface RepositoryName {
  owner: string
  repo: string
}

/** "owner/name" taken apart. Throws HubError("usage"). */
export function repositoryName(text: string): RepositoryName {
  const [, owner, repo] = /^([\w.-]{1,39})\/([\w.-]{1,100})$/.exec(text) ?? []
  if (!owner || !repo) throw new HubError("usage", `"${text}" is no repository: it must be owner/name`)
  return { owner, repo }
}

/**
 * Makes the commit of a proposal and a branch for it in `place`; answers the branch's name. A branch with the same commit's
 * content, from a call before, is used again; one with other content stays as it is, and the new one gets a number.
 */
export async function writeBranch(
  call: GitHubCall,
  place: RepositoryName,
  base: ForgeBase,
  { branch, message, changes }: Proposal,
): Promise<string> {
  const items = await writeBlobs(call, place, changes)
  const tree = await writeTree(call, place, base.commit, items)
  const commit = await call("make a commit", (octokit) =>
    octokit.request("POST /repos/{owner}/{repo}/git/commits", { ...place, message, tree, parents: [base.commit] }),
  )
  for (let number = 1; number <= NAMES; number++) {
    const name = number === 1 ? branch : `${branch}-${number}`
    if (await makeRef(call, place, name, commit.data.sha)) return name
    if (await hasSame(call, place, name, items)) return name
  }
  throw new HubError("conflict", `The branches ${branch} to ${branch}-${NAMES} are there with other content`, {
    hint: `Remove those in ${place.owner}/${place.repo} that are not needed`,
  })
}

interface TreeItem {
  path: string
  mode: "100644"
  type: "blob"
  /** null takes the file away. */
  sha: string | null
}

async function writeBlobs(
  call: GitHubCall,
  place: RepositoryName,
  changes: readonly FileChange[],
): Promise<TreeItem[]> {
  const items: TreeItem[] = []
  // One after the other: GitHub counts writes at the same time as abuse.
  for (const { path, after } of changes) {
    const sha = after === undefined ? null : await writeBlob(call, place, path, after)
    items.push({ path, mode: "100644", type: "blob", sha })
  }
  return items
}

/** The tree of a commit with the items changed. */
async function writeTree(
  call: GitHubCall,
  place: RepositoryName,
  commit: string,
  items: readonly TreeItem[],
  expected: readonly number[] = [],
): Promise<string> {
  const parent = await readCommit(call, place, commit)
  const tree = await call(
    "make a tree",
    (octokit) =>
      octokit.request("POST /repos/{owner}/{repo}/git/trees", {
        ...place,
        base_tree: parent.tree.sha,
        tree: items as { path: string; mode: "100644"; type: "blob"; sha: string }[],
      }),
    expected,
  )
  return tree.data.sha
}

async function readCommit(call: GitHubCall, place: RepositoryName, commit: string) {
  const { data } = await call("read a commit", (octokit) =>
    octokit.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", { ...place, commit_sha: commit }),
  )
  return data
}

async function writeBlob(call: GitHubCall, place: RepositoryName, path: string, text: string): Promise<string> {
  const { data } = await call(`store ${path}`, (octokit) =>
    octokit.request("POST /repos/{owner}/{repo}/git/blobs", { ...place, content: text, encoding: "utf-8" }),
  )
  if (data.sha !== blobId(text)) throw new HubError("upstream", `GitHub stored ${path} with other content`)
  return data.sha
}

/** False when a branch of this name is there. */
async function makeRef(call: GitHubCall, place: RepositoryName, name: string, sha: string): Promise<boolean> {
  try {
    await call(
      `make the branch ${name}`,
      (octokit) => octokit.request("POST /repos/{owner}/{repo}/git/refs", { ...place, ref: `refs/heads/${name}`, sha }),
      [422],
    )
    return true
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    if (/already exists/i.test(error.message)) return false
    throw new HubError("conflict", `GitHub refused the branch ${name}: ${error.message}`)
  }
}

/**
 * Whether a branch ends in one commit that makes these changes: then it is from a call before, also when the base has moved
 * on elsewhere since.
 */
async function hasSame(
  call: GitHubCall,
  place: RepositoryName,
  name: string,
  items: readonly TreeItem[],
): Promise<boolean> {
  const ref = await call(`read the branch ${name}`, (octokit) =>
    octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...place, ref: `heads/${name}` }),
  )
  const { tree, parents } = await readCommit(call, place, ref.data.object.sha)
  const [parent] = parents
  if (!parent || parents.length > 1) return false
  try {
    const wanted = await writeTree(call, place, parent.sha, items, [422])
    // A commit that changes nothing is not from a call before.
    return wanted === tree.sha && tree.sha !== (await readCommit(call, place, parent.sha)).tree.sha
  } catch (error) {
    // Files that would be taken away are not there: other content.
    if (error instanceof RequestError) return false
    throw error
  }
}
