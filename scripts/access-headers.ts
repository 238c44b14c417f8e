import { textFile } from "@/lib/adapters/lint-files"
import { HubError } from "@/lib/error"

/** The flags that give access to a protected exporter. What they hold is sent and never written. */
export interface Access {
  header: readonly string[]
  bearerFile?: string | undefined
  bearerEnv?: string | undefined
}

/** The HTTP headers that the flags ask for; throws HubError("usage") for one that is none, and for a token that is not there. */
export async function accessHeaders({ header, bearerFile, bearerEnv }: Access): Promise<Record<string, string>> {
  if (bearerFile !== undefined && bearerEnv !== undefined)
    throw new HubError("usage", "--bearer-file and --bearer-env exclude each other")
  const headers: Record<string, string> = {}
  for (const text of header) {
    const [, name, value] = /^([A-Za-z0-9-]+):\s*(\S.*)$/.exec(text) ?? []
    // The text is not repeated: it may hold a password.
    if (name === undefined || value === undefined) throw new HubError("usage", 'A --header is not "Name: value"')
    headers[name.toLowerCase()] = value
  }
  if (bearerFile !== undefined) headers.authorization = `Bearer ${token(await textFile(bearerFile), bearerFile)}`
  if (bearerEnv !== undefined) headers.authorization = `Bearer ${token(process.env[bearerEnv] ?? "", bearerEnv)}`
  return headers
}

function token(text: string, from: string): string {
  const trimmed = text.trim()
  if (trimmed === "") throw new HubError("usage", `There is no token in ${from}`)
  if (/\s/.test(trimmed)) throw new HubError("usage", `What ${from} holds is no token: it has white space in it`)
  return trimmed
}
