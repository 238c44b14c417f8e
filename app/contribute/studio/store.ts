import { Draft } from "@/lib/contribute/draft"

const NAME = "exporterhub-drafts"
const STORE = "drafts"

/** What came of a save: another tab may have saved the same draft since it was read here. */
export type Saved = { outcome: "saved"; draft: Draft } | { outcome: "conflict"; theirs: Draft | undefined }

/** All drafts of this browser, the latest first. One that cannot be read, such as of a later version, is left alone. */
export async function allDrafts(): Promise<Draft[]> {
  const found = await run<unknown[]>("readonly", (store) => store.getAll())
  return found.flatMap((one) => Draft.safeParse(one).data ?? []).sort((a, b) => b.saved - a.saved)
}

/** One draft; undefined when there is none. */
export async function draftOf(key: string): Promise<Draft | undefined> {
  return Draft.safeParse(await run<unknown>("readonly", (store) => store.get(key))).data
}

/** Saves over revision `draft.revision` and no other; reading and writing are one transaction, so that no tab comes between. */
export async function saveDraft(draft: Draft): Promise<Saved> {
  const database = await open()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, "readwrite")
    const store = transaction.objectStore(STORE)
    const next = { ...draft, revision: draft.revision + 1, saved: Date.now() }
    let result: Saved = { outcome: "saved", draft: next }
    const request = store.get(draft.key)
    request.onsuccess = () => {
      const there = Draft.safeParse(request.result).data
      if ((there?.revision ?? 0) === draft.revision) store.put(next)
      else result = { outcome: "conflict", theirs: there }
    }
    transaction.oncomplete = () => {
      resolve(result)
      database.close()
    }
    transaction.onabort = () => reject(transaction.error)
  })
}

/** Puts a draft back as it was, whatever is there. */
export async function putDraft(draft: Draft): Promise<void> {
  await run("readwrite", (store) => store.put(draft))
}

/** Takes a draft away. */
export async function deleteDraft(key: string): Promise<void> {
  await run("readwrite", (store) => store.delete(key))
}

/** Why the browser could not keep a draft, in words. */
export function storeFault(error: unknown): string {
  if (error instanceof DOMException && error.name === "QuotaExceededError")
    return "This browser has no room left for the draft. Export it to a file, or discard other drafts"
  return "This browser does not keep drafts here, as in a private window. Export the draft to a file before you leave"
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function run<T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const database = await open()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode)
    const request = use(transaction.objectStore(STORE))
    transaction.oncomplete = () => {
      resolve(request.result as T)
      database.close()
    }
    transaction.onabort = () => reject(transaction.error)
  })
}
