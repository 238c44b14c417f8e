import { entryOf } from "@/app/api/bundle/bundle-from"
import { answer } from "@/app/api/problem"
import { readTuningQuery, tuningField, tuningOfQuery } from "@/app/tuning-query"
import { tune } from "@/lib/bundle/tuning/tune"
import { allParameters } from "@/lib/catalog/common-parameters"
import { parameterValues } from "@/lib/catalog/parameter-values"

/** What `t.<Rule>.<field>` does to the rules of `entry`: the rules afterwards, and everything to be said about it. */
export function GET(request: Request) {
  return answer(async () => {
    const params = new URL(request.url).searchParams
    const entry = await entryOf(params.get("entry") ?? "")
    const read = tuningOfQuery(entry, readTuningQuery(params))
    const item = { entry, values: parameterValues(allParameters(entry), {}, { examples: true }) }
    const { items, faults } = tune([item], read.tuning)
    const rules = items.flatMap((one) =>
      one.entry.rules.flatMap(({ groups }) => groups.flatMap((group) => group.rules)),
    )
    const messages = [...read.faults, ...faults].map(({ path, ...fault }) => ({ field: tuningField(path), ...fault }))
    return Response.json({ entry: entry.id, tuning: read.tuning, rules, faults: messages })
  })
}
