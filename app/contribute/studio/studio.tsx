"use client"

import "./no-eval"
import { useId, useMemo, useState } from "react"
import { plural } from "@/app/components/format"
import type { DraftFiles } from "@/lib/contribute/draft"
import type { FormField } from "@/lib/contribute/schema-form"
import { CaptureSection } from "./capture-section"
import { DraftBar } from "./draft-bar"
import { FilesSection } from "./files-section"
import { LivePreview } from "./preview"
import { previewEntry } from "./preview-actions"
import { ProposeSection } from "./propose-section"
import { RulesSection } from "./rules-section"
import styles from "./studio.module.css"
import { RunTests } from "./tests-section"
import { TextsSection } from "./texts-section"
import { useDraft } from "./use-draft"
import { useReport } from "./use-report"
import { YamlFile } from "./yaml-section"

/** The fields of all forms, made from the schemas. */
export interface StudioForms {
  entry: readonly FormField[]
  alert: readonly FormField[]
  recording: readonly FormField[]
  tests: readonly FormField[]
  dashboard: readonly FormField[]
}

const SECTIONS = ["Entry", "Capture", "Rules", "Tests", "Texts", "Dashboard", "Files", "Preview", "Propose"] as const

interface StudioProps {
  start: { id: string; files: DraftFiles }
  forms: StudioForms
  /** Where pull requests go: owner/name; undefined where the hub knows none. */
  repository: string | undefined
}

/** Everything about one entry, written in the browser. */
export function Studio({ start, forms, repository }: StudioProps) {
  const handle = useDraft(start)
  const { draft, ready } = handle
  const report = useReport(draft, ready)
  const idField = useId()
  const [previewed, setPreviewed] = useState(false)
  const content = useMemo(() => ({ id: draft.id || "draft", files: draft.files }), [draft.id, draft.files])
  const paths = Object.keys(draft.files)
  const errors = report.problems.filter(({ severity }) => severity === "error").length
  const shared = { handle, problems: report.problems, metrics: report.metrics }
  return (
    <div className={styles.studio} aria-busy={!ready}>
      <DraftBar handle={handle} />
      <nav className={styles.nav} aria-label="Parts of the entry">
        {SECTIONS.filter((name) => name !== "Propose" || repository !== undefined).map((name) => (
          <a key={name} href={`#studio-${name.toLowerCase()}`}>
            {name}
          </a>
        ))}
      </nav>
      <section className={styles.problems} aria-labelledby="studio-checks">
        <h2 id="studio-checks">Checks</h2>
        <p role="status" data-fresh={report.fresh}>
          {report.fault ??
            (report.problems.length === 0
              ? report.fresh
                ? "No problems: the entry is valid."
                : "Checking…"
              : `${plural(errors, "error")}, ${plural(report.problems.length - errors, "warning")}`)}
        </p>
        {report.problems.length > 0 && (
          <details>
            <summary>All problems</summary>
            <ul className={styles.faults}>
              {report.problems.map(({ file, line, column, check, severity, message }) => (
                <li className={styles[severity]} key={`${file}:${line}:${column}:${check}:${message}`}>
                  <code>
                    {file}:{line}
                  </code>{" "}
                  {message} (<a href={`/docs/checks/${check}`}>{check}</a>)
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
      <Part name="Entry">
        <div className={styles.field}>
          <label htmlFor={idField}>Id</label>
          <input
            id={idField}
            value={draft.id}
            spellCheck={false}
            onChange={({ target }) => handle.setId(target.value)}
          />
          <p className={styles.help}>The upstream project’s name in kebab-case. It is never changed again.</p>
        </div>
        <YamlFile path="entry.yaml" fields={forms.entry} {...shared} />
      </Part>
      <Part name="Capture">
        <CaptureSection handle={handle} metrics={report.metrics} />
      </Part>
      <Part name="Rules">
        <RulesSection alert={forms.alert} recording={forms.recording} {...shared} />
      </Part>
      <Part name="Tests">
        {paths
          .filter((path) => path.startsWith("tests/"))
          .map((path) => (
            <YamlFile key={path} path={path} fields={forms.tests} {...shared} />
          ))}
        <RunTests draft={draft} />
      </Part>
      <Part name="Texts">
        <TextsSection handle={handle} problems={report.problems} />
      </Part>
      <Part name="Dashboard">
        {paths
          .filter((path) => path.startsWith("dashboards/"))
          .map((path) => (
            <YamlFile key={path} path={path} fields={forms.dashboard} {...shared} />
          ))}
        {!paths.some((path) => path.startsWith("dashboards/")) && (
          <p className={styles.help}>A dashboard is made from the capture.</p>
        )}
      </Part>
      <Part name="Files">
        <FilesSection handle={handle} />
      </Part>
      <Part name="Preview">
        <p className={styles.actions}>
          <button type="button" aria-pressed={previewed} onClick={() => setPreviewed(!previewed)}>
            {previewed ? "Hide the preview" : "Show the entry page"}
          </button>
        </p>
        {previewed && <LivePreview content={content} make={previewEntry} label="Preview of the entry page" />}
      </Part>
      {repository !== undefined && (
        <Part name="Propose">
          <ProposeSection handle={handle} repository={repository} />
        </Part>
      )}
    </div>
  )
}

function Part({ name, children }: { name: (typeof SECTIONS)[number]; children: React.ReactNode }) {
  const id = `studio-${name.toLowerCase()}`
  return (
    <section className={styles.part} id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{name}</h2>
      {children}
    </section>
  )
}
