import type { Check } from "./check"

/** A workload needs an image, and nothing else may hold one. */
export const workloadImage: Check = {
  id: "workload-image",
  severity: "error",
  summary: "The newest version names no image although the entry has a workload",
  needs: ["entry"],
  run({ id, deploy, versions }) {
    if (deploy.workload === "none" || versions[0]?.image !== undefined) return []
    return [{ at: { file: `${id}/entry.yaml`, path: ["versions", 0] }, message: "The newest version has no image" }]
  },
}
