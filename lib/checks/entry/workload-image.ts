import type { EntryCheck } from "@/lib/checks/check"

/** A workload needs an image, and nothing else may hold one. */
export const workloadImage: EntryCheck = {
  id: "workload-image",
  severity: "error",
  summary: "The newest version names no image although the entry has a workload",
  needs: ["entry"],
  docs: {
    why: "A bundle of an entry with a workload needs an image to run; without one the install fails in the cluster instead of here.",
    fix: "Name the image of the newest version with its tag, and its digest where that is known.",
    example: {
      file: "entry.yaml",
      before: "    capture: captures/1.2.0.prom",
      after: "    image: docker.io/example/demo:v1.2.0\n    capture: captures/1.2.0.prom",
    },
  },
  run({ id, deploy, versions }) {
    if (deploy.workload === "none" || versions[0]?.image !== undefined) return []
    return [{ at: { file: `${id}/entry.yaml`, path: ["versions", 0] }, message: "The newest version has no image" }]
  },
}
