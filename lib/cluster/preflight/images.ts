import type { KubeObject } from "@/lib/bundle/kube-object"
import { listAt, textAt } from "../field"
import { item, type PreflightItem } from "./item"
import { podOf } from "./pod-standard"

/** Which images the nodes will pull. That they can is only seen when they do. */
export function imageItems(objects: readonly KubeObject[]): PreflightItem[] {
  const images = objects.flatMap((object) =>
    listAt(podOf(object)?.spec, "containers").map((container) => textAt(container, "image")),
  )
  return [...new Set(images)].map((image) =>
    image.includes("@sha256:")
      ? item(
          "images",
          "ok",
          `The nodes pull ${image}, which is pinned by its digest; whether they reach its registry shows when they do`,
        )
      : item(
          "images",
          "unknown",
          `The nodes pull ${image}, whose tag may move; whether they reach its registry cannot be known from here`,
        ),
  )
}
