import { z } from "zod"
import { DashboardFile } from "@/lib/catalog/dashboard-file"
import { EntryFile } from "@/lib/catalog/entry-file"
import { AlertRule, RecordingRule } from "@/lib/catalog/rule-file"
import { RuleTestFile } from "@/lib/catalog/rule-test-file"
import { schemaFields } from "@/lib/contribute/schema-form"
import type { StudioForms } from "./studio"

const ENTRY_HELP = {
  kind: "An exporter, software that exposes metrics itself, only rules, or a stack of entries.",
  summary: "One sentence of 20 to 160 characters: what it gives metrics of.",
  tags: "Words, with commas between them.",
  aliases: "What people type when they look for it, with commas between.",
  icon: "A simple-icons slug.",
  software: "The monitored software; without it, the icon’s slug says it.",
  source: "Where the exporter is developed.",
  license: "An SPDX name such as Apache-2.0.",
  maintainers: "GitHub logins, with commas between them.",
  "versions.version": "Without a leading v.",
  "versions.image": "Registry, name and tag of the container image.",
  "versions.capture": "Such as captures/1.2.0.prom.",
  "scrape.job": "The job label that the rules rely on.",
  "deploy.workload": "“none” for software that exposes metrics itself.",
}

/** The forms of the studio; the schemas stay on the server. */
export function studioForms(): StudioForms {
  const alert = AlertRule.omit({ labels: true, annotations: true })
  const annotations = z.looseObject({
    summary: z.string().max(200),
    description: z.string().max(400),
    runbook_url: z.string().optional(),
  })
  const labels = z.looseObject({ severity: z.enum(["critical", "warning", "info"]) })
  return {
    entry: schemaFields(EntryFile, ENTRY_HELP),
    alert: schemaFields(alert.extend({ labels, annotations }), {
      alert: "PascalCase, with the software first: RedisDown.",
      for: "How long it must hold before the alert fires, such as 5m.",
      "annotations.summary": "Whoever is woken up reads this first; {{ $labels.instance }} is replaced.",
    }),
    recording: schemaFields(RecordingRule, { record: "level:metric:operations" }),
    tests: schemaFields(RuleTestFile),
    dashboard: schemaFields(DashboardFile),
  }
}
