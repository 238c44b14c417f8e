import { z } from "zod"
import { targets } from "@/lib/bundle/all"
import { categoryPath } from "@/lib/catalog/paths"
import { allChecks } from "@/lib/checks/all"
import { entryChecks } from "@/lib/checks/entry/all"
import { ruleChecks } from "@/lib/checks/rule/all"
import { endpoint } from "../endpoint"
import { found } from "../hub"
import { API_ROOT } from "../links"
import * as schemas from "../schemas/catalog"
import { statsView } from "../stats"

const tag = "Catalog"
const none = z.object({})

type KnownCheck = (typeof allChecks)[number]

function checkView(check: KnownCheck): z.infer<typeof schemas.Check> {
  const { id, severity, summary } = check
  const docs = "docs" in check ? check.docs : check
  const has = (list: readonly { id: string }[]): boolean => list.some((one) => one.id === id)
  return {
    id,
    severity,
    summary,
    why: docs.why,
    ...("fix" in docs && docs.fix !== undefined ? { fix: docs.fix } : {}),
    scope: has(ruleChecks) ? "rule" : has(entryChecks) ? "entry" : "file",
    url: `/docs/checks/${id}`,
    api: `${API_ROOT}/checks/${id}`,
  }
}

/** "operating-system" is "Operating system". */
function titleOf(category: string): string {
  const words = category.replaceAll("-", " ")
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

export const catalogEndpoints = [
  endpoint({
    id: "listCategories",
    path: "/categories",
    tag,
    summary: "List the categories that have entries",
    params: none,
    query: none,
    answer: { type: "application/json", schema: z.object({ items: z.array(schemas.CategoryCount) }) },
    example: {},
    read: ({ entries }) => {
      const names = [...new Set(entries.map(({ category }) => category))].sort()
      const items = names.map((id) => ({
        id,
        title: titleOf(id),
        entries: entries.filter(({ category }) => category === id).map((entry) => entry.id),
        url: categoryPath(id),
      }))
      return { items }
    },
  }),
  endpoint({
    id: "getStats",
    path: "/stats",
    tag,
    summary: "Get the catalog in numbers",
    description: "All of them are computed from the catalog when it is read.",
    params: none,
    query: none,
    answer: { type: "application/json", schema: schemas.Stats },
    example: {},
    read: (hub) => statsView(hub),
  }),
  endpoint({
    id: "listChecks",
    path: "/checks",
    tag,
    summary: "List the checks",
    description: "Everything that `exporterhub validate` and `exporterhub lint` look for.",
    params: none,
    query: none,
    answer: { type: "application/json", schema: z.object({ items: z.array(schemas.Check) }) },
    example: {},
    read: () => ({ items: allChecks.map(checkView) }),
  }),
  endpoint({
    id: "getCheck",
    path: "/checks/{check}",
    tag,
    summary: "Get one check",
    params: z.object({ check: z.string().describe("Id of the check, as problems carry it") }),
    query: none,
    answer: { type: "application/json", schema: schemas.Check },
    example: { params: { check: "metric-known" } },
    read: (_, { check }) => {
      const ids = allChecks.map(({ id }) => id)
      const wanted = allChecks.find(({ id }) => id === check)
      return checkView(found(wanted, "check", check, ids))
    },
  }),
  endpoint({
    id: "listTargets",
    path: "/targets",
    tag,
    summary: "List the output formats of bundles",
    params: none,
    query: none,
    answer: { type: "application/json", schema: z.object({ items: z.array(schemas.Target) }) },
    example: {},
    read: () => ({
      items: targets.map(({ id, title, summary, options }) => ({
        id,
        title,
        summary,
        options: [...options],
        url: `/docs/targets/${id}`,
      })),
    }),
  }),
]
