/** Reads a stream of JSON lines to its end. */
export async function readLines<T>(url: string, see: (line: T) => void, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal, cache: "no-store" })
  if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ""
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) see(JSON.parse(line) as T)
  }
}
