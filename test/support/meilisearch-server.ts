import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import type { z } from "zod"
import { type MeiliDocument, MeiliFault, type MeiliIndex } from "./meilisearch-index"
import { multiSearch } from "./meilisearch-multi-search"
import { DEFAULT_SETTINGS, DocumentsBody, IndexBody, SettingsBody, SwapBody } from "./meilisearch-schema"

/**
 * A stand-in for a Meilisearch server over real HTTP: what its reference says of indexes, settings, documents, tasks,
 * swapping and multi-search, and nothing of how it ranks beyond the ranking rules. Requests of a shape that it does not
 * document are refused, as there.
 */
export interface MeiliServer {
  url: string
  /** "METHOD path" of every request so far, in order. */
  requests: readonly string[]
  indexes: ReadonlyMap<string, MeiliIndex>
  /** From now on the next task of this type fails with this message. */
  failNext(type: TaskType, message: string): void
  stop(): Promise<void>
}

type TaskType = "indexCreation" | "indexDeletion" | "settingsUpdate" | "documentAdditionOrUpdate" | "indexSwap"

interface Task {
  uid: number
  indexUid: string | null
  status: "enqueued" | "processing" | "succeeded" | "failed"
  type: TaskType
  error: object | null
  run(): void
}

/** Starts one on a free port of 127.0.0.1. With a key, requests without it are refused. */
export async function startMeilisearch({ key }: { key?: string } = {}): Promise<MeiliServer> {
  const hub = new Meili(key)
  const server = createServer((request, response) => void hub.handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: hub.requests,
    indexes: hub.indexes,
    failNext: (type, message) => void hub.failing.set(type, message),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Route = readonly [method: string, path: RegExp, answer: (body: unknown, name: string) => [number, object]]

class Meili {
  readonly indexes = new Map<string, MeiliIndex>()
  readonly requests: string[] = []
  readonly failing = new Map<TaskType, string>()
  readonly #tasks: Task[] = []
  readonly #key: string | undefined

  constructor(key: string | undefined) {
    this.#key = key
  }

  readonly #routes: readonly Route[] = [
    ["GET", /^\/health$/, () => [200, { status: "available" }]],
    ["GET", /^\/indexes$/, () => [200, this.#list()]],
    ["POST", /^\/indexes$/, (body) => this.#create(checked(IndexBody, body, "invalid_index_uid"))],
    ["GET", /^\/indexes\/([\w-]+)$/, (_, uid) => [200, shown(this.#index(uid))]],
    ["DELETE", /^\/indexes\/([\w-]+)$/, (_, uid) => this.#enqueue("indexDeletion", uid, () => this.#delete(uid))],
    ["PATCH", /^\/indexes\/([\w-]+)\/settings$/, (body, uid) => this.#configure(uid, body)],
    ["POST", /^\/indexes\/([\w-]+)\/documents$/, (body, uid) => this.#add(uid, body)],
    ["POST", /^\/swap-indexes$/, (body) => this.#swap(checked(SwapBody, body, "invalid_swap_indexes"))],
    ["GET", /^\/tasks\/(\d+)$/, (_, uid) => [200, this.#task(Number(uid))]],
    ["POST", /^\/multi-search$/, (body) => [200, multiSearch((uid) => this.#index(uid), body)]],
  ]

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://localhost").pathname
    this.requests.push(`${request.method} ${path}`)
    const body = await text(request)
    const [status, answer] = this.#answer(request, path, body)
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer))
  }

  #answer(request: IncomingMessage, path: string, body: string): [number, object] {
    try {
      if (path !== "/health") this.#authorize(request.headers.authorization)
      for (const [method, pattern, answer] of this.#routes) {
        const match = request.method === method ? pattern.exec(path) : null
        if (match) return answer(body === "" ? undefined : JSON.parse(body), match[1] ?? "")
      }
      throw new MeiliFault(404, "not_found", `No route ${request.method} ${path}`)
    } catch (error) {
      if (error instanceof MeiliFault) return [error.status, problem(error.code, error.message)]
      return [500, problem("internal", String(error))]
    }
  }

  #authorize(header: string | undefined): void {
    if (this.#key === undefined) return
    if (header === undefined)
      throw new MeiliFault(401, "missing_authorization_header", "The Authorization header is missing.")
    if (header !== `Bearer ${this.#key}`)
      throw new MeiliFault(403, "invalid_api_key", "The provided API key is invalid.")
  }

  #index(uid: string): MeiliIndex {
    const index = this.indexes.get(uid)
    if (!index) throw new MeiliFault(404, "index_not_found", `Index \`${uid}\` not found.`)
    return index
  }

  #list() {
    const results = [...this.indexes.values()].map(shown)
    return { results, offset: 0, limit: 20, total: results.length }
  }

  #create({ uid, primaryKey }: z.infer<typeof IndexBody>): [number, object] {
    return this.#enqueue("indexCreation", uid, () => {
      if (this.indexes.has(uid)) throw new MeiliFault(409, "index_already_exists", `Index \`${uid}\` already exists.`)
      this.indexes.set(uid, emptyIndex(uid, primaryKey ?? undefined))
    })
  }

  #delete(uid: string): void {
    this.#index(uid)
    this.indexes.delete(uid)
  }

  #configure(uid: string, body: unknown): [number, object] {
    const settings = checked(SettingsBody, body, "invalid_settings")
    return this.#enqueue("settingsUpdate", uid, () => {
      const given = Object.entries(settings).filter(([, value]) => value !== undefined)
      const index = this.#index(uid)
      index.settings = { ...index.settings, ...Object.fromEntries(given) }
    })
  }

  #add(uid: string, body: unknown): [number, object] {
    const documents = checked(DocumentsBody, body, "malformed_payload")
    return this.#enqueue("documentAdditionOrUpdate", uid, () => {
      const index = this.#index(uid)
      for (const document of documents) index.documents.set(primaryKeyOf(index, document), document)
    })
  }

  #swap(swaps: z.infer<typeof SwapBody>): [number, object] {
    return this.#enqueue("indexSwap", null, () => {
      for (const { indexes } of swaps) {
        const [a, b] = [this.#index(indexes[0]), this.#index(indexes[1])]
        this.indexes.set(indexes[0], { ...b, uid: indexes[0] })
        this.indexes.set(indexes[1], { ...a, uid: indexes[1] })
      }
    })
  }

  /** A task waits, runs behind those before it, and is done later: whoever does not wait for it reads what was before. */
  #enqueue(type: TaskType, indexUid: string | null, run: () => void): [number, object] {
    const task: Task = { uid: this.#tasks.length, indexUid, status: "enqueued", type, error: null, run }
    this.#tasks.push(task)
    setTimeout(() => this.#work(), 5)
    return [202, { taskUid: task.uid, indexUid, status: task.status, type, enqueuedAt: new Date().toISOString() }]
  }

  #work(): void {
    const task = this.#tasks.find(({ status }) => status === "enqueued")
    if (!task) return
    const message = this.failing.get(task.type)
    this.failing.delete(task.type)
    try {
      if (message !== undefined) throw new MeiliFault(500, "internal", message)
      task.run()
      task.status = "succeeded"
    } catch (error) {
      task.status = "failed"
      task.error = problem(error instanceof MeiliFault ? error.code : "internal", (error as Error).message)
    }
  }

  #task(uid: number): object {
    const task = this.#tasks[uid]
    if (!task) throw new MeiliFault(404, "task_not_found", `Task \`${uid}\` not found.`)
    const { run: _run, ...rest } = task
    return rest
  }
}

function emptyIndex(uid: string, primaryKey: string | undefined): MeiliIndex {
  const createdAt = new Date().toISOString()
  return { uid, primaryKey, createdAt, documents: new Map(), settings: structuredClone(DEFAULT_SETTINGS) }
}

function shown({ uid, primaryKey, createdAt }: MeiliIndex): object {
  return { uid, primaryKey: primaryKey ?? null, createdAt, updatedAt: createdAt }
}

function primaryKeyOf({ primaryKey = "id" }: MeiliIndex, document: MeiliDocument): string {
  const id = document[primaryKey]
  if (id === undefined) throw new MeiliFault(400, "missing_document_id", `Document doesn't have a \`${primaryKey}\``)
  if (typeof id === "string" && !/^[a-zA-Z0-9_-]{1,511}$/.test(id))
    throw new MeiliFault(400, "invalid_document_id", `Document identifier \`${id}\` is invalid.`)
  return String(id)
}

function checked<T>(schema: z.ZodType<T>, body: unknown, code: string): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new MeiliFault(
    400,
    code,
    result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join(),
  )
}

function problem(code: string, message: string): object {
  const type = /api_key|authorization/.test(code) ? "auth" : "invalid_request"
  return { message, code, type, link: `https://docs.meilisearch.com/errors#${code}` }
}
