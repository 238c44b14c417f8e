import type { DocumentType } from "@/lib/search/engine"

/** What one thing and several things of a type are called. */
export const TYPE_WORDS: Record<DocumentType, { one: string; many: string }> = {
  entry: { one: "exporter", many: "Exporters" },
  alert: { one: "alert", many: "Alerts" },
  recording: { one: "recording rule", many: "Recording rules" },
  dashboard: { one: "dashboard", many: "Dashboards" },
  panel: { one: "panel", many: "Panels" },
  metric: { one: "metric", many: "Metrics" },
  runbook: { one: "runbook", many: "Runbooks" },
}
