"use client"

import { useState } from "react"
import type { DraftMetric } from "@/lib/contribute/draft-check"
import { withYamlValue, yamlValue } from "@/lib/contribute/draft-yaml"
import type { FormField } from "@/lib/contribute/schema-form"
import type { Problem } from "@/lib/problem"
import { Fields } from "./fields"
import { FileText } from "./file-text"
import styles from "./studio.module.css"
import type { DraftHandle } from "./use-draft"

interface YamlFileProps {
  path: string
  fields: readonly FormField[]
  handle: DraftHandle
  problems: readonly Problem[]
  metrics: readonly DraftMetric[]
}

/** A YAML file as a form, or as its text: both write the same file. */
export function YamlFile({ path, fields, handle, problems, metrics }: YamlFileProps) {
  const text = handle.draft.files[path] ?? ""
  const value = yamlValue(text)
  const [asText, setAsText] = useState(false)
  const own = problems.filter(({ file }) => file === path)
  const broken = text.trim() !== "" && value === undefined
  return (
    <div className={styles.file}>
      <div className={styles.fileHead}>
        <h3>
          <code>{path}</code>
        </h3>
        <button type="button" aria-pressed={asText || broken} onClick={() => setAsText(!asText)} disabled={broken}>
          As text
        </button>
      </div>
      {asText || broken ? (
        <FileText path={path} handle={handle} problems={own} />
      ) : (
        <Fields
          fields={fields}
          value={value}
          path={[]}
          file={{
            text,
            problems: own,
            metrics,
            onChange: (at, next) => handle.setFile(path, (before) => withYamlValue(before, at, next)),
          }}
        />
      )}
    </div>
  )
}
