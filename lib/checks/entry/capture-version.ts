import type { EntryCheck } from "@/lib/checks/check"

/** Evidence is worth what its capture is worth: it must be of the version that it stands for. */
export const captureVersion: EntryCheck = {
  id: "capture-version",
  severity: "error",
  summary: "The capture was made with another version of the exporter",
  needs: ["entry", "captures"],
  docs: {
    why: "A version in the list says: this release was seen running. A capture of another release proves nothing about it, and metrics do come and go between releases.",
    fix: "Record the capture again with that release, or correct the version.",
    example: {
      file: "entry.yaml",
      before: "  - version: 1.3.0",
      after: "  - version: 1.2.0",
    },
  },
  run: (entry) =>
    entry.versions.flatMap(({ version, captures }, v) =>
      captures
        .filter(
          ({ provenance }) =>
            provenance.exporterVersion.replace(/^v/, "").split(/[-+]/)[0] !== version.split(/[-+]/)[0],
        )
        .map(({ file, provenance }) => ({
          at: { file: `${entry.id}/entry.yaml`, path: ["versions", v, "version"] },
          message: `${file.replace(`${entry.id}/`, "")} was recorded with version ${provenance.exporterVersion}, not ${version}`,
        })),
    ),
}
