/** Where the site listens. */
export interface Address {
  host: string
  port: number
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/

/**
 * The address in PORT and HOST, else 127.0.0.1:3000. A text says what is wrong with them: also that others could reach a
 * hub which acts with the kubeconfig of whoever runs it.
 */
export function address(env: Readonly<Record<string, string | undefined>>): Address | string {
  const { PORT: text = "3000", HOST: host = "127.0.0.1", EXPORTERHUB_MODE: mode } = env
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) return `PORT must be a number from 0 to 65535, not "${text}"`
  if (host === "" || /[\s/]/.test(host)) return `HOST must be a name or an address, not "${host}"`
  if (mode !== "public" && !LOOPBACK.test(host))
    return `A local hub is for this machine only, not for ${host}: leave out HOST, or set EXPORTERHUB_MODE=public`
  return { host, port }
}

/** What a duration such as 10m says in milliseconds; only whole numbers with one unit are needed here. */
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** How long an answer may be kept: an hour, or as long as a catalog that is read again by EXPORTERHUB_REFRESH. Milliseconds. */
export function keepMs(env: Readonly<Record<string, string | undefined>>): number {
  const [, amount = "", unit = ""] = /^(\d+)([smhd])$/.exec(env.EXPORTERHUB_REFRESH ?? "") ?? []
  return Math.min(3_600_000, Number(amount) * (UNITS[unit] ?? 0) || 3_600_000)
}
