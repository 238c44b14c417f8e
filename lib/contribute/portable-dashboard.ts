import { createHash } from "node:crypto"
import { DATASOURCE } from "@/lib/dashboards/grafana"
import { isObject } from "@/lib/is-object"

type Json = Record<string, unknown>

/** What belongs to the Grafana that exported the dashboard, and means nothing in another one. */
const LOCAL = ["__inputs", "__requires", "__elements", "id", "version", "iteration", "gnetId"]

/** The variable by which a dashboard asks for its Prometheus. */
const VARIABLE = {
  name: "datasource",
  label: "Data source",
  type: "datasource",
  query: "prometheus",
  current: {},
  hide: 0,
  includeAll: false,
  multi: false,
  options: [],
  refresh: 1,
  regex: "",
}

/**
 * A dashboard that Grafana exported, made fit for any Grafana: no ids and inputs of the one that it comes from, Prometheus
 * as a variable, and a uid that stays. Panels keep their ids, since links name them. What the API answers is unwrapped.
 */
export function portableDashboard(value: unknown, file: string): unknown {
  if (!isObject(value)) return value
  if (isObject(value.dashboard)) return portableDashboard(value.dashboard, file)
  // The schema v2 has its panels in `spec.elements`; there the data sources are its own business.
  if (isObject(value.spec)) return value
  const inputs = new Set(
    (Array.isArray(value.__inputs) ? value.__inputs : [])
      .filter((input): input is Json => isObject(input) && (input.pluginId ?? "prometheus") === "prometheus")
      .map(({ name }) => String(name)),
  )
  const own = datasourceVariables(value)
  const kept = Object.fromEntries(Object.entries(value).filter(([key]) => !LOCAL.includes(key)))
  const rest = withDatasource(kept, inputs, own) as Json
  const templating = isObject(rest.templating) ? rest.templating : {}
  const list = (Array.isArray(templating.list) ? templating.list : []).filter(
    (variable) => !isObject(variable) || !own.has(String(variable.name)),
  )
  return { ...rest, uid: uidOf(value, file), templating: { ...templating, list: [VARIABLE, ...list] } }
}

/** Names of the variables that choose a Prometheus already; ours takes their place. */
function datasourceVariables({ templating }: Json): ReadonlySet<string> {
  const list = isObject(templating) && Array.isArray(templating.list) ? templating.list : []
  return new Set(
    list
      .filter((one): one is Json => isObject(one) && one.type === "datasource" && one.query === "prometheus")
      .map(({ name }) => String(name)),
  )
}

function withDatasource(value: unknown, inputs: ReadonlySet<string>, own: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withDatasource(item, inputs, own))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === "datasource" ? portableSource(child, inputs, own) : withDatasource(child, inputs, own),
    ]),
  )
}

/** Prometheus by its type, by an input or variable of the export, or by being the default; other data sources stay. */
function portableSource(source: unknown, inputs: ReadonlySet<string>, own: ReadonlySet<string>): unknown {
  if (source === null || source === undefined) return DATASOURCE
  if (isObject(source)) return source.type === "prometheus" || isOurs(source.uid) ? DATASOURCE : source
  return isOurs(source) || /^prometheus$/i.test(String(source)) ? DATASOURCE : source

  function isOurs(name: unknown): boolean {
    const [, variable = ""] = /^\$\{?(\w+)\}?$/.exec(String(name)) ?? []
    return variable !== "" && (variable === "datasource" || inputs.has(variable) || own.has(variable))
  }
}

/** The uid that the dashboard has, if another Grafana can take it; else one made of its title and the file's name. */
function uidOf({ uid, title }: Json, file: string): string {
  if (typeof uid === "string" && /^[a-zA-Z0-9_-]{1,40}$/.test(uid)) return uid
  const name = file.replace(/^.*\//, "").replace(/\.json$/, "")
  const digest = createHash("sha256")
    .update(`${name}\n${String(title)}`)
    .digest("hex")
    .slice(0, 8)
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 31)
  return slug === "" ? digest : `${slug}-${digest}`
}
