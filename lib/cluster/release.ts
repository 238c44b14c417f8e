import { giveBack } from "./adoption"
import type { ClusterClient, LiveObject } from "./client"
import { type Kinds, refKey, refOf } from "./kinds"
import { parallel } from "./parallel"
import { type RemoveOptions, removeObjects } from "./remove"

/**
 * Lets members of an install go: what it made is removed, what it adopted is put back as it was before. Waits until that is
 * so.
 */
export async function releaseObjects(
  client: ClusterClient,
  kinds: Kinds,
  objects: readonly LiveObject[],
  before: ReadonlyMap<string, LiveObject>,
  options: RemoveOptions,
): Promise<void> {
  const adopted = objects.filter((object) => before.has(refKey(refOf(object))))
  await removeObjects(
    client,
    kinds,
    objects.filter((object) => !adopted.includes(object)),
    options,
  )
  await parallel(adopted, async (object) => {
    const image = before.get(refKey(refOf(object)))
    if (image) await giveBack(client, kinds, image)
  })
}
