import type { Panel } from "@/lib/catalog/dashboard-file"
import styles from "./dashboard-layout.module.css"

const SHAPES: Record<Panel["kind"], string> = {
  timeseries: "M2 20 9 14 16 17 24 8 31 12 38 5 46 10M2 24h44",
  stat: "M14 5h20v18H14zM20 14h8",
  gauge: "M10 22a14 14 0 1 1 28 0M24 20l7-8",
  bargauge: "M4 7h34M4 14h22M4 21h28",
  table: "M4 6h40M4 12h40M4 18h40M4 24h40M18 6v18",
}

/** A sign for the kind of a panel: its form, and never made-up data. */
export function PanelGlyph({ kind }: { kind: Panel["kind"] }) {
  return (
    <svg className={styles.glyph} width="48" height="28" viewBox="0 0 48 28" aria-hidden="true">
      <path d={SHAPES[kind]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  )
}
