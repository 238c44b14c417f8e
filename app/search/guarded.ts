import { HubError } from "@/lib/error"
import type { SearchEngine } from "@/lib/search/engine"

/**
 * A search engine for visitors: they learn that searching fails. Where its server is and what it said goes to `log`, and a
 * key that it refuses is the hub's, so it does not read as if the visitor had to log in.
 */
export function guarded(engine: SearchEngine, log: (error: unknown) => void = console.error): SearchEngine {
  return {
    async search(query) {
      try {
        return await engine.search(query)
      } catch (error) {
        if (!(error instanceof HubError) || error.code === "usage") throw error
        log(error)
        const code = error.code === "unreachable" || error.code === "timeout" ? error.code : "upstream"
        const words =
          code === "timeout" ? "takes too long" : code === "unreachable" ? "does not answer" : "refuses to work"
        throw new HubError(code, `The search server of this hub ${words}`, {
          cause: error,
          hint: "Everything else works meanwhile; the hub's log says more",
        })
      }
    },
  }
}
