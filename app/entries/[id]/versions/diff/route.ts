import { redirect } from "next/navigation"
import { entryOf } from "@/app/api/bundle/bundle-from"
import { problem, problemFrom } from "@/app/api/problem"
import { diffPath } from "../diff-path"

/** Where the form that chooses two versions leads: the page that compares them. */
export async function GET(request: Request, { params }: RouteContext<"/entries/[id]/versions/diff">) {
  const found = await entryOf((await params).id).catch((error: unknown) => problemFrom(error))
  if (found instanceof Response) return found
  const query = new URL(request.url).searchParams
  const [from, to] = ["from", "to"].map((name) => query.get(name) ?? "")
  const known = (version: string | undefined) => found.versions.some((one) => one.version === version)
  if (!from || !to || !known(from) || !known(to)) {
    const versions = found.versions.map(({ version }) => version).join(", ")
    return problem("usage", `from and to must be versions of ${found.id}: ${versions}`)
  }
  redirect(diffPath(found.id, from, to))
}
