import { randomBytes } from "node:crypto"
import type { Meilisearch, Task } from "meilisearch"
import { HubError } from "@/lib/error"
import type { SearchDocument } from "@/lib/search/engine"
import { meilisearchDocuments } from "@/lib/search/meilisearch-documents"
import { meilisearchSettings } from "@/lib/search/meilisearch-settings"
import { DEFAULT_INDEX, type MeilisearchAddress, meilisearchClient, translated } from "./meilisearch"

/** How far filling is; `documents` of `total` are in. */
export interface FillProgress {
  documents: number
  total: number
}

/** Documents of one request; a request may have 100 MB by default, these have some MB. */
const BATCH = 1_000
/** Longest wait for one answer and for one task, in milliseconds. */
const ANSWER_MS = 30_000
const TASK_MS = 600_000
/** A fresh index that nobody swapped in for so long belongs to a run that was killed. Milliseconds. */
const LEFT_BEHIND_MS = 3_600_000

/**
 * Puts these documents, and no others, into the index. A fresh index is filled and then swapped with the one in use, so
 * searches find either all of the old or all of the new documents. After a failure the old ones stay and the fresh index
 * is removed.
 */
export async function fillMeilisearch(
  address: MeilisearchAddress,
  documents: readonly SearchDocument[],
  onProgress: (progress: FillProgress) => void = () => undefined,
): Promise<void> {
  const client = meilisearchClient(address, ANSWER_MS)
  const index = address.index ?? DEFAULT_INDEX
  await translated(address, async () => {
    await removeLeftovers(client, index)
    const fresh = `${prefix(index)}${randomBytes(6).toString("hex")}`
    try {
      await fill(client, fresh, documents, onProgress)
      await ensureIndex(client, index)
      await done(client.swapIndexes([{ indexes: [index, fresh], rename: false }]), "swap the indexes")
    } catch (error) {
      // What went wrong is worth more than what goes wrong while cleaning up.
      await done(client.deleteIndex(fresh), "clean up").catch(() => undefined)
      throw error
    }
    await done(client.deleteIndex(fresh), "remove the old index")
  })
}

async function fill(
  client: Meilisearch,
  fresh: string,
  documents: readonly SearchDocument[],
  onProgress: (progress: FillProgress) => void,
): Promise<void> {
  await done(client.createIndex(fresh, { primaryKey: "key" }), "create an index")
  // Before the documents, so that they are indexed once.
  await done(client.index(fresh).updateSettings(meilisearchSettings()), "take the settings")
  const all = meilisearchDocuments(documents)
  onProgress({ documents: 0, total: all.length })
  for (let from = 0; from < all.length; from += BATCH) {
    await done(client.index(fresh).addDocuments(all.slice(from, from + BATCH)), "take the documents")
    onProgress({ documents: Math.min(from + BATCH, all.length), total: all.length })
  }
}

/** Swapping needs both indexes to be there. */
async function ensureIndex(client: Meilisearch, index: string): Promise<void> {
  const { results } = await client.getRawIndexes({ limit: 1_000 })
  if (!results.some(({ uid }) => uid === index))
    await done(client.createIndex(index, { primaryKey: "key" }), "create an index")
}

async function removeLeftovers(client: Meilisearch, index: string): Promise<void> {
  const { results } = await client.getRawIndexes({ limit: 1_000 })
  for (const { uid, updatedAt } of results)
    if (uid.startsWith(prefix(index)) && Date.now() - Date.parse(updatedAt) > LEFT_BEHIND_MS)
      await done(client.deleteIndex(uid), "remove an index that was left behind")
}

function prefix(index: string): string {
  return `${index}-filling-`
}

/** Waits for a task; one that fails throws HubError("upstream"). */
async function done(enqueued: { waitTask(options: object): Promise<Task> }, what: string): Promise<void> {
  const task = await enqueued.waitTask({ timeout: TASK_MS, interval: 25 })
  if (task.status !== "succeeded")
    throw new HubError(
      "upstream",
      `Meilisearch could not ${what}: ${task.error?.message ?? `the task was ${task.status}`}`,
    )
}
