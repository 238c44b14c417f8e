import { z } from "zod"
import { newestCaptures } from "@/lib/catalog/entry"
import { type LoadedEntry, loadEntry } from "@/lib/catalog/load-entry"
import { validateEntry } from "@/lib/checks/validate"
import { HubError } from "@/lib/error"
import type { Problem } from "@/lib/problem"
import { DraftContent, draftSource } from "./draft"

/** A metric of a draft's captures, for completion. */
export interface DraftMetric {
  name: string
  type: string
  help: string
  series: number
  /** Values by label name; of labels with very many, some. */
  labels: Readonly<Record<string, readonly string[]>>
}

/** What the checks say of a draft, and what its captures have. */
export interface DraftReport {
  problems: readonly Problem[]
  metrics: readonly DraftMetric[]
}

/** Values of one label that completion offers. */
const MAX_VALUES = 50

/** Reads the body of a request about a draft. Throws HubError("usage"). */
export function draftContent(body: unknown): DraftContent {
  const content = DraftContent.safeParse(body)
  if (content.success) return content.data
  throw new HubError("usage", `The draft cannot be read: ${z.prettifyError(content.error).split("\n").join(" ")}`)
}

/** The entry of a draft, as far as it can be read. */
export function loadDraft(content: DraftContent): Promise<LoadedEntry> {
  return loadEntry(draftSource(content), content.id)
}

/** Runs the checks of `validate` on a draft. Paths of files are within the entry's folder. */
export function draftReport(loaded: LoadedEntry): DraftReport {
  const problems = validateEntry(loaded).map((problem) => ({
    ...problem,
    file: problem.file.replace(`${loaded.id}/`, ""),
  }))
  const metrics = new Map<string, DraftMetric>()
  for (const { samples } of loaded.entry ? newestCaptures(loaded.entry) : [])
    for (const [name, { family, labels, series }] of samples) {
      const before = metrics.get(name)
      const seen = Object.fromEntries([...labels].map(([label, values]) => [label, [...values].slice(0, MAX_VALUES)]))
      metrics.set(name, {
        name,
        type: family.type,
        help: family.help,
        series: Math.max(before?.series ?? 0, series),
        labels: { ...before?.labels, ...seen },
      })
    }
  return { problems, metrics: [...metrics.values()] }
}
