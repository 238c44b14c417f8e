import { z } from "zod"
import { HubError } from "@/lib/error"

const Release = z.object({ tag_name: z.string().max(200), html_url: z.url() })

/** A release of a project. */
export interface UpstreamRelease {
  /** As the project writes it, such as v1.90.0. */
  tag: string
  url: string
}

/**
 * The newest release of a project on GitHub that is no pre-release; undefined for a source that is elsewhere, and for a
 * project without releases. Throws HubError when GitHub cannot be asked.
 */
export async function latestRelease(
  source: string,
  { api = "https://api.github.com", token }: { api?: string; token?: string | undefined },
  fetch = globalThis.fetch,
): Promise<UpstreamRelease | undefined> {
  const project = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(source)?.[1]
  if (project === undefined) return undefined
  const headers = {
    accept: "application/vnd.github+json",
    "user-agent": "exporterhub",
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }
  const url = `${api}/repos/${project}/releases/latest`
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(20_000) }).catch((cause) => {
    throw new HubError("unreachable", `${api} did not answer`, { cause })
  })
  if (response.status === 404) return undefined
  if (!response.ok) throw new HubError("upstream", `GitHub answered ${response.status} for the releases of ${project}`)
  const release = Release.safeParse(await response.json().catch(() => undefined)).data
  if (!release) throw new HubError("upstream", `GitHub's answer for the releases of ${project} is not understood`)
  return { tag: release.tag_name, url: release.html_url }
}
