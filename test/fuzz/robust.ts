// Throws hostile text at everything that reads text from users:
//   npx tsx test/fuzz/robust.ts --count 1000000 --seed 1 [--target promql] [--largest 10000000]
// Fails on an error that is not in a reader's contract, on an input that takes longer than its size allows, and on time
// that grows faster than the input. The bounds are in robust/harness.ts.
import { parseArgs } from "node:util"
import { type Finding, fuzz, grow } from "./robust/harness"
import { targets } from "./robust/targets"

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    target: { type: "string" },
    largest: { type: "string", default: "1100000" },
  },
})
const chosen = targets().filter(({ name }) => values.target === undefined || name === values.target)
if (chosen.length === 0)
  throw new Error(
    `the targets are ${targets()
      .map(({ name }) => name)
      .join(", ")}`,
  )
const weight = chosen.reduce((sum, target) => sum + target.weight, 0)
let [total, faults] = [0, 0]

function report(findings: readonly Finding[]): void {
  faults += findings.length
  for (const { target, kind, what, text, length } of findings.slice(0, 10))
    console.log(`FAULT in ${target}: ${what}\n  ${kind}, ${length} characters: ${JSON.stringify(text.slice(0, 160))}`)
}

for (const [i, target] of chosen.entries()) {
  const count = Math.ceil((Number(values.count) * target.weight) / weight)
  const start = performance.now()
  report(fuzz(target, count, Number(values.seed) + i))
  const seconds = (performance.now() - start) / 1_000
  const grown = grow(target, 1_000, Number(values.largest))
  report(grown.findings)
  total += count + grown.inputs
  console.log(
    `${target.name}: ${count} inputs in ${seconds.toFixed(1)} s, ${grown.inputs} long ones up to ${values.largest} characters`,
  )
}
console.log(`seed ${values.seed}: ${total} inputs, ${faults} faults`)
if (faults > 0) process.exitCode = 1
