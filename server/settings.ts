/** Where the site listens. */
export interface Address {
  host: string
  port: number
}

/** The address in PORT and HOST, else 127.0.0.1:3000. A text says what is wrong with them. */
export function address(env: Readonly<Record<string, string | undefined>>): Address | string {
  const { PORT: text = "3000", HOST: host = "127.0.0.1" } = env
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) return `PORT must be a number from 0 to 65535, not "${text}"`
  if (host === "" || /[\s/]/.test(host)) return `HOST must be a name or an address, not "${host}"`
  return { host, port }
}
