// Fuzzes the template parser against promtool: node --import tsx test/fuzz/templates.ts --count 100000 --seed 1 [--promtool path]
// [--corpus file.json]: a JSON array of templates, which are compared as they stand and mutated.
// [--profile 3.16], of a promtool that was built from its Go module and does not say its version.
// --runs: faults that checkTemplate finds in made-up actions, against what promtool prints when it runs them.
// --robust: random texts for everything in lib/templates, which must neither throw nor be slow.
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { checkTemplate, templateLabels, templateQueries, templateValues } from "@/lib/templates/find"
import { parseTemplate } from "@/lib/templates/parse"
import { PROFILES } from "@/lib/templates/profile"
import { seededRandom } from "../promtool/promql/mutate"
import { promtoolVersion } from "../promtool/promql/oracle"
import { expansions, isBroken } from "../promtool/templates/expansion"
import { generated } from "../promtool/templates/generate"
import { constants, mutated } from "../promtool/templates/mutate"
import { templateFaults } from "../promtool/templates/oracle"
import { randomText } from "../promtool/templates/random-text"
import { straight } from "../promtool/templates/straight"
import { handWritten } from "../promtool/templates/templates"

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    promtool: { type: "string", default: "promtool" },
    show: { type: "string", default: "20" },
    corpus: { type: "string" },
    profile: { type: "string" },
    runs: { type: "boolean", default: false },
    robust: { type: "boolean", default: false },
  },
})
const count = Number(values.count)
const random = seededRandom(Number(values.seed))
const totals = { compared: 0, disagreed: 0, shown: 0 }

/** Compares verdicts, and counts how often a refusal is also in the same words. */
function compare(name: string, templates: readonly string[], version: (typeof PROFILES)[number]): void {
  const faults = templateFaults(templates, values.promtool)
  let [accepted, falseAccepts, falseRejects, sameWords] = [0, 0, 0, 0]
  templates.forEach((template, i) => {
    const ours = parseTemplate(template, { profile: version })
    const fault = faults[i]
    if (fault === undefined) accepted++
    if (!ours.ok && ours.error.message === fault) sameWords++
    if (ours.ok === (fault === undefined)) return
    if (ours.ok) falseAccepts++
    else falseRejects++
    if (totals.shown++ >= Number(values.show)) return
    const verdict = ours.ok ? "accepts" : ours.error.message
    console.log(`${JSON.stringify(template)}\n  promtool: ${fault ?? "accepts"}\n  ours: ${verdict}`)
  })
  const disagreed = falseAccepts + falseRejects
  totals.compared += templates.length
  totals.disagreed += disagreed
  const share = ((1 - disagreed / Math.max(templates.length, 1)) * 100).toFixed(3)
  const refused = templates.length - accepted
  console.log(
    `${name}: ${templates.length - disagreed} of ${templates.length} agree with promtool ${version} (${share} %), ` +
      `promtool accepts ${accepted}, false accepts ${falseAccepts}, false rejects ${falseRejects}, same words ${sameWords} of ${refused}`,
  )
}

function agreement(): void {
  const version = profileOfPromtool()
  const categories = handWritten()
  for (const [name, templates] of categories) compare(`hand-written ${name}`, templates, version)
  const made = Array.from({ length: Math.ceil(count / 10) }, () => generated(random))
  compare("generated", made, version)
  compare("constants", constants(Math.ceil(count / 10), random), version)
  const corpus: readonly string[] = values.corpus === undefined ? [] : JSON.parse(readFileSync(values.corpus, "utf8"))
  if (corpus.length > 0) compare("corpus", corpus, version)
  const share = Math.ceil(count / (categories.size + (corpus.length > 0 ? 3 : 2)))
  const all = [...categories.values()].flat()
  for (const [name, templates] of categories) compare(`mutated ${name}`, mutated(templates, share, random), version)
  compare("mutated, all together", mutated(all, share, random), version)
  if (corpus.length > 0) compare("mutated, corpus", mutated(corpus, share, random), version)
  compare("mutated, generated", mutated(made.slice(0, 5_000), share, random), version)
}

function profileOfPromtool(): (typeof PROFILES)[number] {
  const found = values.profile ?? promtoolVersion(values.promtool)
  const version = PROFILES.find((known) => known === found)
  if (!version) throw new Error(`no profile for promtool ${found ?? "(not found)"}`)
  return version
}

/** A fault that is found must be seen in the run; what breaks and is not found is only counted. */
function runs(): void {
  const version = profileOfPromtool()
  const counts = { found: 0, falseAlarms: 0, missed: 0, fine: 0 }
  for (let left = count; left > 0; left -= 5_000) {
    const read = straight(Math.min(left, 5_000), random).flatMap((text) => {
      const result = parseTemplate(text, { profile: version })
      return result.ok ? [result.template] : []
    })
    const texts = read.map(({ text }) => text)
    const printed = expansions(texts, values.promtool)
    read.forEach((template, i) => {
      const [fault] = checkTemplate(template)
      const broken = isBroken(printed[i] ?? "")
      counts[fault ? (broken ? "found" : "falseAlarms") : broken ? "missed" : "fine"]++
      if (fault && !broken && totals.shown++ < Number(values.show))
        console.log(`${template.text}\n  promtool: ${printed[i]}\n  ours: ${fault.message}`)
    })
  }
  console.log(`runs in promtool ${version}: ${JSON.stringify(counts)}`)
  totals.compared += counts.found + counts.falseAlarms + counts.missed + counts.fine
  totals.disagreed += counts.falseAlarms
}

/** Throws where anything throws; prints the slowest text. */
function robust(): void {
  const seeds = [...handWritten().values()].flat()
  const slowest = { ms: 0, text: "" }
  let accepted = 0
  for (let i = 0; i < count; i++) {
    const text = randomText(seeds, random)
    const start = performance.now()
    const result = parseTemplate(text, { profile: PROFILES[i % PROFILES.length] ?? "3.5" })
    if (result.ok) {
      accepted++
      for (const find of [checkTemplate, templateLabels, templateQueries, templateValues]) find(result.template)
    }
    const ms = performance.now() - start
    if (ms > slowest.ms) Object.assign(slowest, { ms, text })
  }
  totals.compared += count
  console.log(
    `robust: ${count} texts, ${accepted} accepted, slowest ${slowest.ms.toFixed(1)} ms for ${JSON.stringify(slowest.text.slice(0, 200))}`,
  )
}

if (values.robust) robust()
else if (values.runs) runs()
else agreement()
console.log(`seed ${values.seed}: ${totals.compared} templates compared, ${totals.disagreed} disagreements`)
if (totals.disagreed > 0) process.exitCode = 1
