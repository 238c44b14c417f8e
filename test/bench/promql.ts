// Expressions a second, ours against the parsers of Prometheus' web editor and against promtool:
//   npx tsx test/bench/promql.ts [--corpus file.json] [--promtool path]
// The peers are no dependencies of the project. To provide them, in an empty folder outside of the tree:
//   npm install @prometheus-io/codemirror-promql@0.314.0 @prometheus-io/lezer-promql@0.314.0 @codemirror/{autocomplete,language,lint,state,view} @lezer/{common,highlight,lr}
// and set PROMQL_PEERS to that folder.
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { parse } from "@/lib/promql/parse"
import { handWritten } from "../promtool/promql/expressions"
import { promtoolFaults, promtoolVersion } from "../promtool/promql/oracle"
import { type Contender, ratio, type Timing, timed } from "./measure"
import { peers } from "./peers"

const { values } = parseArgs({
  options: { corpus: { type: "string" }, promtool: { type: "string", default: "promtool" } },
})
const source: readonly string[] =
  values.corpus === undefined ? handWritten() : JSON.parse(readFileSync(values.corpus, "utf8"))
const expressions = source.filter((text) => parse(text, { profile: "2.42" }).ok)
const length = expressions.reduce((sum, text) => sum + text.length, 0) / expressions.length
console.log(`${expressions.length} valid expressions, ${length.toFixed(0)} characters on average`)

const each = (run: (text: string) => unknown) => () => {
  for (const text of expressions) run(text)
}
const others = peers()
const version = promtoolVersion(values.promtool)
const contenders: Contender[] = [{ name: "ours", run: each((text) => parse(text)) }]
if (others) {
  contenders.push({ name: `codemirror-promql ${others.version}`, run: each(others.codemirror) })
  contenders.push({ name: `lezer-promql ${others.version} (syntax alone)`, run: each(others.lezer) })
} else
  console.log("PEER NOT THERE: set PROMQL_PEERS as the head of this file says; nothing is compared with the editor")
if (version !== undefined)
  contenders.push({
    name: `promtool ${version}, one process for all`,
    run: () => promtoolFaults(expressions, values.promtool),
  })
else console.log("PEER NOT THERE: no promtool")

const rounds = Math.max(5, Math.ceil(20_000 / expressions.length))
const [ours, ...peerTimings] = (await timed(contenders, rounds)) as [Timing, ...Timing[]]
const micro = ({ medianMs }: Timing) => (medianMs * 1_000) / expressions.length
for (const timing of [ours, ...peerTimings])
  console.log(`${timing.name}: ${Math.round(1e6 / micro(timing))} expressions/s, ${micro(timing).toFixed(1)} µs each`)
for (const peer of peerTimings) console.log(`ours is ${ratio(ours, peer, peer.name.startsWith("codemirror") ? 5 : 1)}`)
