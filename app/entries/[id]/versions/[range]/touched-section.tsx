import Link from "next/link"
import { plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import type { Entry } from "@/lib/catalog/entry"
import { panelSlugs } from "@/lib/catalog/panel-slug"
import type { VersionDiff } from "@/lib/checks/diff-impact"
import { type Touched, touchedContent } from "../diff-groups"
import styles from "./diff.module.css"

const KINDS = { alert: "alert", recording: "recording rule", panel: "panel", variable: "variable", tests: "unit tests" }

/** What of the entry the comparison touches: what breaks comes first, since that is what one comes here for. */
export function TouchedSection({ entry, diff }: { entry: Entry; diff: VersionDiff }) {
  const touched = touchedContent(diff)
  const effects = [
    { effect: "breaks", title: "Breaks", words: (n: number) => `${n === 1 ? "does" : "do"} not work with ${diff.to}` },
    {
      effect: "needs",
      title: `Needs ${diff.to}`,
      words: (n: number) => `${n === 1 ? "does" : "do"} not work with ${diff.from}`,
    },
    { effect: "affects", title: "Worth a look", words: (n: number) => `${n === 1 ? "goes" : "go"} on working` },
  ] as const
  return (
    <Section
      id="touched"
      title={touched.length === 0 ? "Nothing of ours is touched" : "What of ours is touched"}
      lead={
        touched.length === 0
          ? "No rule, panel or unit test of this entry uses a metric that differs."
          : `${plural(touched.length, "rule, panel or file of tests uses", "rules, panels and files of tests use")} metrics that differ.`
      }
    >
      {effects.map(({ effect, title, words }) => {
        const items = touched.filter((item) => item.effect === effect)
        if (items.length === 0) return null
        return (
          <div key={effect} className={styles.effect}>
            <h3 data-effect={effect}>
              {title} <span>{`${items.length} ${words(items.length)}`}</span>
            </h3>
            <ul className={styles.touched}>
              {items.map((item) => (
                <li key={`${item.kind} ${item.file} ${item.name}`}>
                  <span className={styles.kind}>{KINDS[item.kind]}</span>
                  <span className={styles.name}>
                    <Name entry={entry} item={item} />
                  </span>
                  <span className={styles.reasons}>{reasonWords(item.reasons)}</span>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </Section>
  )
}

/** A file of tests may feed hundreds of metrics; the tables below have them all. */
function reasonWords(reasons: readonly string[]): string {
  const shown = reasons.slice(0, 3).join("; ")
  return reasons.length > 3 ? `${shown}; and ${reasons.length - 3} more` : shown
}

function Name({ entry, item: { kind, name, file } }: { entry: Entry; item: Touched }) {
  if (kind === "alert")
    return (
      <Link href={`/entries/${entry.id}/alerts/${name}`} prefetch={false}>
        {name}
      </Link>
    )
  if (kind === "recording") return <a href={`/entries/${entry.id}#recordings`}>{name}</a>
  const dashboard = entry.dashboards.find((one) => one.file === file)
  const panel = kind === "panel" && dashboard ? slugOf(dashboard, name) : undefined
  if (!dashboard || !panel) return name
  return <a href={`/entries/${entry.id}/dashboards/${dashboard.id}#panel-${panel}`}>{name}</a>
}

function slugOf(dashboard: Entry["dashboards"][number], title: string): string | undefined {
  const panels = dashboard.rows.flatMap((row) => row.panels)
  return panelSlugs(dashboard)[panels.findIndex((panel) => panel.title === title)]
}
