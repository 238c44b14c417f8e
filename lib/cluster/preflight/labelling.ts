import type { KubeObject } from "@/lib/bundle/kube-object"
import { labelsText } from "../selection"
import { labelsFor, type Pickup, pickup, type Scene } from "./pickup"
import { canRead, MONITOR_KINDS, type Server } from "./servers"

/** Servers that want different labels, so that someone has to say which one is meant. */
export interface PreflightChoice {
  question: string
  /** `server` is what `--for-prometheus` takes: "namespace/name". */
  options: readonly { server: string; kind: string; labels: Readonly<Record<string, string>> }[]
}

/** Objects with the labels by which they are read. */
export interface Labelling {
  objects: readonly KubeObject[]
  /** What was added, by "Kind name". */
  added: readonly { object: string; labels: Readonly<Record<string, string>> }[]
  choice?: PreflightChoice
}

interface Answer {
  server: Server
  /** By the object's place in the group. */
  labels: readonly Readonly<Record<string, string>>[]
}

/** What is asked when nobody said which server is meant. */
const QUESTION = "Several servers could read this, each with other labels. Which one shall?"

/**
 * Adds the labels that a server needs to read our monitors and rules, when there is one answer: nothing where a server
 * reads them already, otherwise what all servers agree on. Where they disagree nothing is added and the choice is given
 * back. `chosen` are the servers ("namespace/name") that the user named; theirs are the only answers then.
 */
export function label(scene: Scene, objects: readonly KubeObject[], chosen: readonly string[]): Labelling {
  const scrape = objects.filter(({ kind }) => MONITOR_KINDS.includes(kind))
  const rules = objects.filter(({ kind }) => kind === "PrometheusRule")
  const forScrape = decide(scene, scrape, chosen, [])
  const scrapers = forScrape.readers.filter(({ kind }) => kind === "Prometheus").map(nameOf)
  const forRules = decide(scene, rules, chosen, scrapers)
  const add = new Map([...forScrape.add, ...forRules.add])
  const options = [...forScrape.options, ...forRules.options]
  const distinct = [...new Map(options.map((option) => [`${option.kind} ${option.server}`, option])).values()]
  return {
    objects: objects.map((object) => withLabels(object, add.get(object))),
    added: [...add].map(([{ kind, metadata }, labels]) => ({ object: `${kind} ${metadata.name}`, labels })),
    ...(distinct.length > 0 ? { choice: { question: QUESTION, options: distinct } } : {}),
  }
}

interface Decision {
  readers: readonly Server[]
  add: ReadonlyMap<KubeObject, Readonly<Record<string, string>>>
  options: PreflightChoice["options"]
}

/** Of one group of objects, all of which one server shall read. `preferred` servers win over others. */
function decide(
  scene: Scene,
  group: readonly KubeObject[],
  chosen: readonly string[],
  preferred: readonly string[],
): Decision {
  const nothing = { readers: [], add: new Map(), options: [] }
  if (group.length === 0) return nothing
  const meant = scene.servers.filter((server) => chosen.includes(nameOf(server)))
  // A server that was named and may not be looked at must not make us guess another one.
  if (chosen.length > 0 && meant.length === 0) return nothing
  const named = meant.filter((server) => group.some(({ kind }) => canRead(server, kind)))
  const all = (named.length > 0 ? named : scene.servers).flatMap((server) => answerOf(scene, server, group))
  const near = all.filter(({ server }) => preferred.includes(nameOf(server)))
  const answers = named.length > 0 || near.length === 0 ? all : near
  const settled = answers.filter(({ labels }) => labels.every((each) => Object.keys(each).length === 0))
  const readers = (list: readonly Answer[]) => list.map(({ server }) => server)
  if (settled.length > 0 && named.length < 2) return { ...nothing, readers: readers(settled) }
  const texts = new Set(answers.map(({ labels }) => labels.map(labelsText).join(";")))
  if (answers.length === 0) return nothing
  if (texts.size > 1 && named.length === 0)
    return {
      ...nothing,
      options: answers.map(({ server, labels }) => ({
        server: nameOf(server),
        kind: server.kind,
        labels: Object.assign({}, ...labels),
      })),
    }
  const merged = group.map(
    (_, i): Record<string, string> => Object.assign({}, ...answers.map(({ labels }) => labels[i])),
  )
  const add = new Map(
    group.flatMap((object, i) => (Object.keys(merged[i] ?? {}).length > 0 ? [[object, merged[i] ?? {}]] : [])),
  )
  return { readers: readers(answers), add, options: [] }
}

/** The labels with which one server reads the whole group; none when it cannot. */
function answerOf(scene: Scene, server: Server, group: readonly KubeObject[]): Answer[] {
  const pickups = group.map((object) => pickup(scene, server, object))
  if (pickups.some((each) => each === undefined)) return []
  const labels = (pickups as Pickup[]).map(labelsFor)
  return labels.every((each) => each !== undefined) ? [{ server, labels }] : []
}

/** "namespace/name", as `--for-prometheus` takes it. */
export function nameOf({ namespace, name }: Pick<Server, "namespace" | "name">): string {
  return `${namespace}/${name}`
}

function withLabels(object: KubeObject, labels: Readonly<Record<string, string>> | undefined): KubeObject {
  if (!labels) return object
  return { ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...labels } } }
}
