import { plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import type { VersionDiff } from "@/lib/checks/diff-impact"
import styles from "./diff.module.css"

/** Metrics that only states without a counterpart show: nobody can tell from the recordings whether they are new. */
export function UnknownSection({ diff }: { diff: VersionDiff }) {
  if (diff.unknown.length === 0) return null
  const groups = new Map<string, string[]>()
  for (const { metric, version, states } of diff.unknown) {
    const key = `${diff[version]}, in the state ${states.join(", ")}`
    groups.set(key, [...(groups.get(key) ?? []), metric])
  }
  return (
    <Section
      id="unknown"
      title={`${plural(diff.unknown.length, "metric")} not compared`}
      lead="Seen only in a state that the other version was not recorded in, so they may be old or new."
    >
      <ul className={styles.groups}>
        {[...groups].map(([key, metrics]) => (
          <li key={key}>
            <details>
              <summary>
                {plural(metrics.length, "metric")} only of {key}
              </summary>
              <p className={styles.names}>
                {metrics.map((name) => (
                  <code key={name}>{name}</code>
                ))}
              </p>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  )
}
