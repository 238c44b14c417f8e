import type { Check } from "./check"

/** Evidence is worth what its capture is worth: it must be of the version that it stands for. */
export const captureVersion: Check = {
  id: "capture-version",
  severity: "error",
  summary: "The capture was made with another version of the exporter",
  needs: ["entry", "captures"],
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
