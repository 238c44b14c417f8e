// Parser speed against one promtool process: npx tsx test/bench/promql.ts [--corpus file.json] [--promtool path]
import { readFileSync } from "node:fs"
import { performance } from "node:perf_hooks"
import { parseArgs } from "node:util"
import { parse } from "@/lib/promql/parse"
import { handWritten } from "../promtool/promql/expressions"
import { promtoolFaults, promtoolVersion } from "../promtool/promql/oracle"

const { values } = parseArgs({
  options: { corpus: { type: "string" }, promtool: { type: "string", default: "promtool" } },
})
const source: readonly string[] =
  values.corpus === undefined ? handWritten() : JSON.parse(readFileSync(values.corpus, "utf8"))
const expressions = source.filter((text) => parse(text, { profile: "2.42" }).ok)
const MIN_MS = 2_000

function perSecond(run: () => void): number {
  const start = performance.now()
  let rounds = 0
  while (performance.now() - start < MIN_MS) {
    run()
    rounds++
  }
  return (rounds * expressions.length * 1_000) / (performance.now() - start)
}

const length = expressions.reduce((sum, text) => sum + text.length, 0) / expressions.length
console.log(`${expressions.length} valid expressions, ${length.toFixed(0)} characters on average`)
function parseAll(): void {
  for (const text of expressions) parse(text)
}
parseAll() // warm
const before = process.cpuUsage()
let parsed = 0
const ours = perSecond(() => {
  parseAll()
  parsed += expressions.length
})
const { user, system } = process.cpuUsage(before) // of this process alone, so a busy machine does not count
console.log(
  `parse: ${Math.round(ours)} expressions/s, ${(1e6 / ours).toFixed(1)} µs each; ${((user + system) / parsed).toFixed(1)} µs of CPU each`,
)

const version = promtoolVersion(values.promtool)
if (version === undefined) console.log("promtool: not found")
else {
  const start = performance.now()
  for (let i = 0; i < 5; i++) promtoolFaults(expressions.slice(0, 1), values.promtool)
  const single = (performance.now() - start) / 5
  const batch = perSecond(() => promtoolFaults(expressions, values.promtool))
  console.log(
    `promtool ${version}: one expression a process ${single.toFixed(0)} ms, batched ${Math.round(batch)} expressions/s`,
  )
  console.log(
    `ratio: ${Math.round((ours * single) / 1_000)} times a process an expression, ${(ours / batch).toFixed(1)} times batched`,
  )
}
