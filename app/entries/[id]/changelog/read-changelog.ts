import { entryChangelog } from "@/app/server"
import { HubError } from "@/lib/error"

/** The changelog of an entry; where this copy has no history, the reason in words. */
export async function readChangelog(
  id: string,
): Promise<Awaited<ReturnType<typeof entryChangelog>> | { missing: string }> {
  try {
    return await entryChangelog(id)
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    // The path of a folder on the server is nobody's business.
    return { missing: REASONS[error.code] ?? "Git did not answer." }
  }
}

const REASONS: Partial<Record<HubError["code"], string>> = {
  "not-found": "This hub runs from a copy of the registry without Git.",
  forbidden: "Git does not trust the folder of the registry on this machine.",
  "missing-tool": "Git is not installed where this hub runs.",
  timeout: "Git took too long.",
}
