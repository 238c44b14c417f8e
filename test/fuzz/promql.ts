// Fuzzes the PromQL parser against promtool: npx tsx test/fuzz/promql.ts --count 100000 --seed 1 [--promtool path]
// [--corpus file.json] [--profile 3.16, of a promtool that was built from its Go module and does not say its version]
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { parse } from "@/lib/promql/parse"
import { PROFILES } from "@/lib/promql/profile"
import { handWritten } from "../promtool/promql/expressions"
import { generated } from "../promtool/promql/generate"
import { mutated, seededRandom } from "../promtool/promql/mutate"
import { promtoolFaults, promtoolVersion } from "../promtool/promql/oracle"

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    promtool: { type: "string", default: "promtool" },
    corpus: { type: "string" },
    profile: { type: "string" },
    show: { type: "string", default: "20" },
  },
})
const version = values.profile ?? promtoolVersion(values.promtool)
const profile = PROFILES.find((known) => known === version)
if (!profile) throw new Error(`no profile for promtool ${version ?? "(not found)"}`)

/** A JSON array of expressions; it is checked as it stands, and mutated. */
const corpus: readonly string[] = values.corpus === undefined ? [] : JSON.parse(readFileSync(values.corpus, "utf8"))
let [shown, compared, disagreed] = [0, 0, 0]

function compare(name: string, expressions: readonly string[]): void {
  const faults = promtoolFaults(expressions, values.promtool)
  let [accepted, agreed, falseAccepts, falseRejects] = [0, 0, 0, 0]
  expressions.forEach((expression, i) => {
    const ours = parse(expression, { profile: profile ?? "3.5" })
    if (faults[i] === undefined) accepted++
    if (ours.ok === (faults[i] === undefined)) {
      agreed++
      return
    }
    if (ours.ok) falseAccepts++
    else falseRejects++
    if (shown++ < Number(values.show))
      console.log(
        `${JSON.stringify(expression)}\n  promtool: ${faults[i] ?? "accepts"}\n  ours: ${ours.ok ? "accepts" : ours.error.message}`,
      )
  })
  compared += expressions.length
  disagreed += expressions.length - agreed
  const share = ((agreed / Math.max(expressions.length, 1)) * 100).toFixed(3)
  console.log(
    `${name}: ${agreed} of ${expressions.length} agree with promtool ${version} (${share} %), promtool accepts ${accepted}, false accepts ${falseAccepts}, false rejects ${falseRejects}`,
  )
}

compare("hand-written", handWritten())
if (corpus.length > 0) compare("corpus", corpus)
const random = seededRandom(Number(values.seed))
const made = Array.from({ length: Number(values.count) / 10 }, () => generated(random, { latest: profile === "3.16" }))
compare("generated", made)
const seeds = [...handWritten(), ...corpus, ...made.slice(0, 5_000)]
for (let left = Number(values.count); left > 0; left -= 20_000)
  compare("mutated", mutated(seeds, Math.min(left, 20_000), random))
console.log(`seed ${values.seed}: ${compared} expressions compared, ${disagreed} disagreements`)
if (disagreed > 0) process.exitCode = 1
