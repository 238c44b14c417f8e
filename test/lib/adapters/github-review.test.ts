import { describe, expect, test } from "vitest"
import { postReview } from "@/lib/adapters/github-review"
import { MARKER } from "@/lib/contribute/review/markdown"
import type { ReviewReport } from "@/lib/contribute/review/report"
import { joinReports } from "@/lib/contribute/review/trusted"

const HEAD = "a".repeat(40)
const PLACE = { api: "https://api.example", repository: "o/r", number: 7, head: HEAD, token: "t" }

/** GitHub's answers to this pull request; notes what is written. */
function github(pull: object, comments: readonly object[]) {
  const written: string[] = []
  const fetch = (async (url: string, { method, body }: { method: string; body?: string }) => {
    const path = url.replace("https://api.example/repos/o/r/", "")
    if (method !== "GET") written.push([method, path, body].filter(Boolean).join(" "))
    if (method === "GET" && path === "pulls/7") return Response.json(pull)
    if (method === "GET") return Response.json(comments)
    return Response.json({})
  }) as typeof globalThis.fetch
  return { fetch, written }
}

const open = (sha = HEAD, labels: string[] = []) => ({
  state: "open",
  head: { sha },
  labels: labels.map((name) => ({ name })),
})
const body = `${MARKER}\nnew`

describe("postReview", () => {
  test("writes one comment and the label", async () => {
    const { fetch, written } = github(open(HEAD, ["bug"]), [])
    expect(await postReview(PLACE, { body, label: "safe-bump" }, fetch)).toEqual({ comment: "written" })
    expect(written).toEqual([
      `POST issues/7/comments ${JSON.stringify({ body })}`,
      'POST issues/7/labels {"labels":["safe-bump"]}',
    ])
  })
  test("renews its own comment, not one of a person who wrote the marker, and replaces its label", async () => {
    const { fetch, written } = github(open(HEAD, ["safe-bump"]), [
      { id: 1, body: `${MARKER} mine`, user: { type: "User" } },
      { id: 2, body: `${MARKER} old`, user: { type: "Bot" } },
    ])
    expect(await postReview(PLACE, { body, label: "needs-review" }, fetch)).toEqual({ comment: "renewed" })
    expect(written).toEqual([
      `PATCH issues/comments/2 ${JSON.stringify({ body })}`,
      "DELETE issues/7/labels/safe-bump",
      'POST issues/7/labels {"labels":["needs-review"]}',
    ])
  })
  test.each([
    ["another head", open("b".repeat(40))],
    ["a closed one", { ...open(), state: "closed" }],
  ])("writes nothing to %s", async (_, pull) => {
    const { fetch, written } = github(pull, [])
    await expect(postReview(PLACE, { body, label: "safe-bump" }, fetch)).rejects.toMatchObject({ code: "conflict" })
    expect(written).toEqual([])
  })
  test("says when GitHub refuses", async () => {
    const fetch = (async () => new Response("", { status: 403 })) as unknown as typeof globalThis.fetch
    await expect(postReview(PLACE, { body, label: "safe-bump" }, fetch)).rejects.toMatchObject({ code: "forbidden" })
  })
})

describe("joinReports", () => {
  const report: ReviewReport = {
    schema: "exporterhub/review/v1",
    entries: [],
    problems: [],
    known: [],
    bumps: [],
    affects: [],
    label: "needs-review",
    reasons: ["new"],
  }
  const problem = { check: "promtool-test", severity: "error" as const, file: "f", line: 1, column: 1, message: "m" }
  test("a forged report gives no better label", () => {
    expect(joinReports(report, { ...report, label: "safe-bump" })).toEqual(report)
  })
  test("what promtool found counts", () => {
    const joined = joinReports(
      { ...report, label: "safe-bump" },
      { ...report, problems: [problem, { ...problem, check: "schema" }] },
    )
    expect([joined.label, joined.problems]).toEqual(["needs-review", [problem]])
  })
})
