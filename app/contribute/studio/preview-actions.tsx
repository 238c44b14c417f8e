"use server"

import type { ReactNode } from "react"
import { Markdown } from "@/app/components/markdown"
import { AlertsSection } from "@/app/entries/[id]/alerts-section"
import { DashboardsSection } from "@/app/entries/[id]/dashboards-section"
import { EntryHead } from "@/app/entries/[id]/entry-head"
import { MetricsSection } from "@/app/entries/[id]/metrics-section"
import { ReadmeSection } from "@/app/entries/[id]/readme-section"
import { RecordingsSection } from "@/app/entries/[id]/recordings-section"
import { draftContent, loadDraft } from "@/lib/contribute/draft-check"
import { HubError } from "@/lib/error"

/** A part of the site as a draft would make it, or why it cannot be shown. Nothing is stored. */
export type Preview = { view: ReactNode } | { fault: string }

/** The page of the entry, made by the components of the entry page. What a draft says is as hostile here as there. */
export async function previewEntry(content: unknown): Promise<Preview> {
  return preview(async () => {
    const { entry, problems } = await loadDraft(draftContent(content))
    if (!entry) return { fault: `The entry cannot be shown yet: ${problems[0]?.message ?? "entry.yaml is missing"}` }
    return {
      view: (
        <>
          <EntryHead entry={entry} />
          <AlertsSection entry={entry} />
          <RecordingsSection entry={entry} />
          <DashboardsSection entry={entry} />
          <MetricsSection entry={entry} />
          <ReadmeSection entry={entry} />
        </>
      ),
    }
  })
}

/** Longest text that is rendered. Characters. */
const MAX_TEXT = 100_000

/** A README or runbook as the site shows it, without its front matter. */
export async function previewText(text: unknown): Promise<Preview> {
  return preview(async () => {
    if (typeof text !== "string" || text.length > MAX_TEXT) return { fault: "This text is too long to be shown" }
    const body = text.replace(/^---\n[\s\S]*?\n---\n/, "")
    return {
      view: (
        <Markdown prefix="preview" level={4}>
          {body}
        </Markdown>
      ),
    }
  })
}

async function preview(make: () => Promise<Preview>): Promise<Preview> {
  try {
    return await make()
  } catch (error) {
    if (error instanceof HubError) return { fault: error.message }
    throw error
  }
}
