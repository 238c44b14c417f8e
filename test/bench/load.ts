import { Agent, get } from "node:http"
import { performance } from "node:perf_hooks"

/** What came of a number of requests. */
export interface LoadResult {
  requests: number
  /** Answers that were not 200, and requests that failed. */
  failed: number
  bytes: number
  /** Milliseconds from when a request was due, not from when it could be sent: a server that stalls cannot hide it. */
  p50: number
  p95: number
  p99: number
  max: number
}

/** Asks for `paths` in turn, `perSecond` times a second for `seconds`, over connections that stay open. */
export async function load(
  origin: string,
  paths: readonly string[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const times: number[] = []
  let failed = 0
  let bytes = 0
  const one = (path: string, due: number): Promise<void> =>
    new Promise((resolve) => {
      const asked = get(origin + path, { agent, headers: { "accept-encoding": "gzip" } }, (response) => {
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length
        })
        response.on("end", () => {
          if (response.statusCode !== 200) failed++
          times.push(performance.now() - due)
          resolve()
        })
      })
      asked.on("error", () => {
        failed++
        times.push(performance.now() - due)
        resolve()
      })
    })
  const start = performance.now()
  const total = perSecond * seconds
  const running: Promise<void>[] = []
  for (let i = 0; i < total; i++) {
    const due = start + (i * 1_000) / perSecond
    const wait = due - performance.now()
    if (wait > 0.5) await new Promise((resolve) => setTimeout(resolve, wait))
    running.push(one(paths[i % paths.length] ?? "/", due))
  }
  await Promise.all(running)
  agent.destroy()
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { requests: total, failed, bytes, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}
