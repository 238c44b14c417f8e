import Link from "next/link"
import { Severity } from "@/app/components/severity"
import type { Entry } from "@/lib/catalog/entry"
import { alertPath, dashboardPath, recordingPath } from "@/lib/catalog/paths"
import { type MetricUse, userKey } from "@/lib/checks/metric-uses"
import styles from "./uses-list.module.css"

interface UsesListProps {
  /** The entry whose page this is: its own users stand first, those of others with their entry's name. */
  entry: Pick<Entry, "id">
  uses: readonly MetricUse[]
}

/** Who uses something: alerts, recording rules and panels of the whole catalog, each with a link. */
export function UsesList({ entry, uses }: UsesListProps) {
  const own = ({ entry: { id } }: MetricUse): boolean => id === entry.id
  const ordered = uses.toSorted((a, b) => Number(own(b)) - Number(own(a)))
  const groups = [
    ["Alerts", ordered.filter(({ user }) => user.kind === "alert")],
    ["Recording rules", ordered.filter(({ user }) => user.kind === "recording")],
    ["Dashboard panels", ordered.filter(({ user }) => user.kind === "panel")],
  ] as const
  return (
    <div className={styles.groups}>
      {groups
        .filter(([, users]) => users.length > 0)
        .map(([title, users]) => (
          <div key={title}>
            <h3>{title}</h3>
            <ul>
              {users.map((use) => (
                <li key={userKey(use)}>
                  <Link href={hrefOf(use) as never} prefetch={false}>
                    {use.user.name}
                  </Link>
                  {use.user.kind === "alert" && <Severity level={use.user.severity} />}
                  <span className={styles.place}>{placeOf(use, own(use))}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </div>
  )
}

/** The page of a user of a metric. */
function hrefOf({ entry, user }: MetricUse): string {
  if (user.kind === "alert") return alertPath(entry.id, user.name)
  if (user.kind === "recording") return recordingPath(entry.id, user.name)
  return `${dashboardPath(entry.id, user.dashboard.id)}#panel-${encodeURIComponent(user.slug)}`
}

function placeOf({ entry, user, via }: MetricUse, isOwn: boolean): string {
  const words = [
    ...(user.kind === "panel" ? [user.dashboard.title] : []),
    ...(isOwn ? [] : [entry.title]),
    ...(via === undefined ? [] : [`through ${via}`]),
  ]
  return words.join(", ")
}
