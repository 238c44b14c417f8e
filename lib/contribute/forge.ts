import type { Proposal } from "./proposal"

/** The branch that a proposal is made against, as it is at one moment. */
export interface ForgeBase {
  /** owner/name, as the forge writes it now. */
  repository: string
  branch: string
  /** Id of the branch's newest commit. */
  commit: string
  /** Id of each file's content by path within the entry's folder; empty when there is no such entry yet. */
  blobs: ReadonlyMap<string, string>
}

/** What became of a proposal. */
export interface Proposed {
  /** The pull request, for people. */
  url: string
  number: number
  /** The repository that holds the branch: the registry's own, or a fork of it. */
  repository: string
  branch: string
  /** `updated` when there was an open pull request of that branch already. */
  outcome: "opened" | "updated"
}

/** A place that takes pull requests. Each call throws HubError; a proposal can be repeated, and never makes a second pull request. */
export interface Forge {
  /** The newest state of a branch (the default branch, unless named) and what it has below `folder`. */
  base(folder: string, branch?: string): Promise<ForgeBase>
  /** The text of a file of the base by the id of its content. */
  text(base: ForgeBase, blob: string): Promise<string>
  /** Makes branch, commit and pull request, or finds those that a call before has made. */
  propose(base: ForgeBase, proposal: Proposal): Promise<Proposed>
}
