import type { Metadata } from "next"
import { PageHead } from "@/app/components/page-head"
import { proposalRepository } from "@/app/server"
import { studioForms } from "../studio/forms"
import { NoScript } from "../studio/no-script"
import { Studio } from "../studio/studio"

export const metadata: Metadata = { title: "New entry", description: "Write an entry of the catalog in the browser." }

/** What every entry says; the rest is asked for. */
const ENTRY = `schema: exporterhub/v1
kind: exporter
title: ""
summary: ""
category: database
source: ""
license: ""
maintainers: []
versions:
  - version: ""
    capture: ""
scrape:
  job: ""
  port: 9100
deploy:
  workload: Deployment
`

export default function NewEntryPage() {
  return (
    <>
      <PageHead title="New entry">
        Fill in the entry, then give it a capture: first alerts, tests, runbooks and a dashboard are made from it. The
        draft stays in this browser.
      </PageHead>
      <NoScript />
      <Studio
        start={{ id: "", files: { "entry.yaml": ENTRY } }}
        forms={studioForms()}
        repository={proposalRepository()}
      />
    </>
  )
}
