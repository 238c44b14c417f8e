import type { Metadata } from "next"
import Link from "next/link"
import { Command } from "@/app/components/command"
import { STALE_DAYS } from "@/lib/catalog/freshness"
import { reviewChecks } from "@/lib/checks/review-checks"

export const metadata: Metadata = {
  title: "Review pull requests",
  description: "How changes of a registry are reviewed, and how to have the same for a registry of your own.",
}

export default function RegistryCiPage() {
  return (
    <>
      <h1>Review pull requests</h1>
      <p>
        A pull request to a registry is text of a stranger. <code>exporterhub review</code> compares two commits (or two
        folders), checks only the entries that change, and counts only what is new as a problem. It is what runs in CI,
        and it runs on your machine just the same.
      </p>
      <Command>npx exporterhub review --base main --head HEAD</Command>
      <h2>What is held against a change</h2>
      <p>
        First hard limits, before anything is parsed; then who the entry belongs to; then all the{" "}
        <Link href="/docs/checks">checks</Link>, with unit tests in promtool. None of these can be silenced:
      </p>
      <dl>
        {reviewChecks.map(({ id, summary }) => (
          <div key={id}>
            <dt>
              <Link href={`/docs/checks/${id}`}>{id}</Link>
            </dt>
            <dd>{summary}.</dd>
          </div>
        ))}
      </dl>
      <h2>The label</h2>
      <dl>
        <div>
          <dt>
            <code>safe-bump</code>
          </dt>
          <dd>
            Only a new version, from the image repository of the one before, and its capture changes no metric that a
            rule, panel or test uses.
          </dd>
        </div>
        <div>
          <dt>
            <code>owner-change</code>
          </dt>
          <dd>
            Its author maintains every entry that changes, by what the base branch says, and the entry gets no other
            maintainers, source, image repository or rights in the cluster.
          </dd>
        </div>
        <div>
          <dt>
            <code>needs-review</code>
          </dt>
          <dd>Everything else, with the reasons.</dd>
        </div>
      </dl>
      <h2>For a registry of your own</h2>
      <p>
        Check out the base commit with its whole history, fetch the commit of the pull request without checking it out,
        and give both to the action. It writes <code>report.json</code>, <code>comment.md</code> and{" "}
        <code>review.sarif</code>, and fails when there is an error.
      </p>
      <Command>
        {`- uses: your-org/exporterhub/.github/actions/review@<commit>
  with:
    base: \${{ github.event.pull_request.base.sha }}
    head: \${{ github.event.pull_request.head.sha }}
    author: \${{ github.event.pull_request.user.login }}
    registry: .`}
      </Command>
      <h2>Why two runs</h2>
      <p>
        The run of a pull request has no secrets and a token that only reads, and its author can change its workflow. So
        nothing it says is trusted: a second run, always from the default branch, reviews the commit again as data, and
        a third job that has seen none of it writes the comment and the label. Merging by itself is off until the
        variable <code>EXPORTERHUB_AUTO_MERGE</code> is <code>true</code>, and then only a protected branch’s rules
        merge. With <code>EXPORTERHUB_PREVIEW_URL</code> the comment links to that address and the number of the pull
        request.
      </p>
      <h2>Owners and freshness</h2>
      <p>
        <code>exporterhub owners</code> writes <code>.github/CODEOWNERS</code> from <code>maintainers</code>; with{" "}
        <code>--check</code> it only tells whether the file is current. An entry whose newest version was last recorded
        more than {STALE_DAYS} days ago is marked in lists and on its page, and is found behind others that fit alike.{" "}
        <code>exporterhub outdated</code> lists the entries whose project has released something newer.
      </p>
    </>
  )
}
