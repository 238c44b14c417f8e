import { count, day, plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import tables from "@/app/components/table.module.css"
import type { Entry } from "@/lib/catalog/entry"

/** The recordings that everything on the page is checked against, and where they come from. */
export function CapturesSection({ entry }: { entry: Entry }) {
  const captures = entry.versions.flatMap((version) =>
    version.captures.map((capture, i) => ({ version, capture, state: i === 0 ? undefined : version.states[i - 1] })),
  )
  return (
    <Section
      id="captures"
      title={plural(captures.length, "capture")}
      lead="Recorded from the real exporter while it watched the real software. Nothing in them is written by hand."
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <div className={tables.scroll} tabIndex={0}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th>Version</th>
              <th>State</th>
              <th>Recorded from</th>
              <th>On</th>
              <th className={tables.number}>Metrics</th>
              <th className={tables.number}>Series</th>
            </tr>
          </thead>
          <tbody>
            {captures.map(({ version, capture, state }) => (
              <tr key={capture.file}>
                <th scope="row">
                  <code>{version.version}</code>
                </th>
                <td>{state?.description ?? "normal"}</td>
                <td>
                  {capture.provenance.exporter} {capture.provenance.exporterVersion} watching{" "}
                  {capture.provenance.target}
                </td>
                <td className={tables.nowrap}>
                  <time dateTime={capture.provenance.captured}>{day(capture.provenance.captured)}</time>
                </td>
                <td className={tables.number}>{count(capture.families.length)}</td>
                <td className={tables.number}>
                  {count(capture.families.reduce((sum, { samples }) => sum + samples.length, 0))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
