import { entryOf } from "@/app/api/bundle/bundle-from"
import { answer, problem } from "@/app/api/problem"
import { readTuningQuery, tuningFor } from "@/app/tuning-query"
import { withBase } from "@/lib/bundle/tuning/base"
import { rulesByEntry } from "@/lib/bundle/tuning/rules-of"
import { tuneFileText } from "@/lib/bundle/tuning/tune-file"
import { allParameters } from "@/lib/catalog/common-parameters"
import { parameterValues } from "@/lib/catalog/parameter-values"

/** The tuning of `t.<Rule>.<field>` as a `tune.yaml`, with what it was made against. */
export function GET(request: Request) {
  return answer(async () => {
    const params = new URL(request.url).searchParams
    const entry = await entryOf(params.get("entry") ?? "")
    const item = { entry, values: parameterValues(allParameters(entry), {}, { examples: true }) }
    const tuning = tuningFor(item, readTuningQuery(params))
    if (!tuning)
      return problem("usage", "nothing is tuned", { hint: "t.<Rule>.threshold, .for, .severity or .enabled" })
    return new Response(tuneFileText(withBase(tuning, rulesByEntry([entry]))), {
      headers: {
        "Content-Type": "application/yaml; charset=utf-8",
        "Content-Disposition": 'attachment; filename="tune.yaml"',
      },
    })
  })
}
