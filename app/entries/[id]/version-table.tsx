import Link from "next/link"
import { count, day } from "@/app/components/format"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { Entry } from "@/lib/catalog/entry"
import { metricShapes } from "@/lib/catalog/metric-shape"
import { versionDiff } from "@/lib/checks/diff-impact"
import stacked from "./stacked.module.css"
import { diffPath } from "./versions/diff-path"
import { diffWords } from "./versions/diff-words"

/** Each version with what its captures show, and what changed against the one before. */
export function VersionTable({ entry }: { entry: Entry }) {
  return (
    <TableScroll>
      <table className={`${tables.table} ${stacked.stacked}`}>
        <thead>
          <tr>
            <th>Version</th>
            <th>Recorded</th>
            <th className={tables.number}>States</th>
            <th className={tables.number}>Metrics</th>
            <th className={tables.number}>Series</th>
            <th>Metrics against the version before</th>
          </tr>
        </thead>
        <tbody>
          {entry.versions.map((version, i) => {
            const before = entry.versions[i + 1]
            const captured = version.captures[0]?.provenance.captured
            return (
              <tr key={version.version}>
                <th scope="row">
                  <Link href={`/entries/${entry.id}/versions#version-${version.version}`} prefetch={false}>
                    <code>{version.version}</code>
                  </Link>
                </th>
                <td className={tables.nowrap} data-head="Recorded">
                  {captured && <time dateTime={captured}>{day(captured)}</time>}
                </td>
                <td className={tables.number} data-head="States">
                  {version.captures.length}
                </td>
                <td className={tables.number} data-head="Metrics">
                  {count(metricShapes(version.captures).size)}
                </td>
                <td className={tables.number} data-head="Series">
                  {count(
                    version.captures.flatMap(({ families }) => families).reduce((n, f) => n + f.samples.length, 0),
                  )}
                </td>
                <td data-head="Metrics against the version before:">
                  {before ? (
                    <Link href={diffPath(entry.id, before.version, version.version)} prefetch={false}>
                      {diffWords(versionDiff(entry, before, version))}
                    </Link>
                  ) : (
                    "the oldest one"
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </TableScroll>
  )
}
