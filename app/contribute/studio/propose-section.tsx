"use client"

import { useId, useState } from "react"
import { z } from "zod"
import styles from "./studio.module.css"
import type { DraftHandle } from "./use-draft"

const Fault = z.object({ detail: z.string(), hint: z.string().optional() })
const Change = z.object({
  path: z.string(),
  kind: z.enum(["added", "changed", "removed"]),
  added: z.number(),
  removed: z.number(),
  diff: z.string(),
})
const Step = z.object({ path: z.string(), action: z.enum(["create", "upload", "edit", "delete"]), url: z.url() })
const Compared = z.object({
  repository: z.string(),
  branch: z.string(),
  changes: z.array(Change),
  steps: z.array(Step),
})
const Opened = z.object({ url: z.url(), outcome: z.enum(["opened", "updated"]) })

const ACTIONS = {
  create: "opens GitHub’s editor with the file in it",
  upload: "asks for the file, which is too long for a link: download it first",
  edit: "opens the file that is there, for the new text to be pasted",
  delete: "asks whether the file is to go",
}

/** From a draft to a pull request: with a token of the visitor's own, or by hand in GitHub's editor. */
export function ProposeSection({ handle, repository }: { handle: DraftHandle; repository: string }) {
  const { id, files } = handle.draft
  const tokenField = useId()
  const [token, setToken] = useState("")
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<z.infer<typeof Fault>>()
  const [compared, setCompared] = useState<z.infer<typeof Compared>>()
  const [opened, setOpened] = useState<z.infer<typeof Opened>>()

  async function ask<T>(path: string, schema: z.ZodType<T>, done: (answer: T) => void): Promise<void> {
    setBusy(true)
    setFault(undefined)
    try {
      const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) }
      const response = await fetch(path, { method: "POST", headers, body: JSON.stringify({ id, files }) })
      const body: unknown = await response.json()
      if (response.ok) done(schema.parse(body))
      else setFault(Fault.parse(body))
    } catch {
      setFault({ detail: "The hub did not answer. The draft is still here; try again." })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <p className={styles.help}>
        To <code>{repository}</code>, as yourself. First look at what changes there; then open a pull request with a
        token of yours, or make the same changes by hand in GitHub’s editor.
      </p>
      <p className={styles.actions}>
        <button
          type="button"
          className={styles.primary}
          disabled={busy}
          onClick={() => ask("/api/propose/diff", Compared, setCompared)}
        >
          Compare with {repository}
        </button>
      </p>
      {compared && (
        <>
          {compared.changes.length === 0 && <p>Nothing differs from {compared.branch} there.</p>}
          <ul className={styles.changes}>
            {compared.changes.map(({ path, kind, added, removed, diff }) => (
              <li key={path}>
                <details>
                  <summary>
                    <span className={styles[kind]}>{kind}</span> <code>{path}</code> +{added} −{removed}
                  </summary>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
                  <pre className={styles.diff} tabIndex={0}>
                    {diff}
                  </pre>
                </details>
              </li>
            ))}
          </ul>
          {compared.changes.length > 0 && (
            <>
              <div className={styles.field}>
                <label htmlFor={tokenField}>GitHub token</label>
                <input
                  id={tokenField}
                  type="password"
                  autoComplete="off"
                  spellCheck={false}
                  value={token}
                  onChange={({ target }) => setToken(target.value.trim())}
                />
                <p className={styles.help}>
                  With the scope public_repo, or fine-grained with contents and pull requests. It goes to GitHub through
                  this hub with each request and is kept nowhere.
                </p>
              </div>
              <p className={styles.actions}>
                <button
                  type="button"
                  disabled={busy || token === ""}
                  onClick={() => ask("/api/propose", Opened, setOpened)}
                >
                  Open a pull request
                </button>
              </p>
              <details>
                <summary>Without a token: GitHub’s editor, file by file</summary>
                <ol className={styles.steps}>
                  {compared.steps.map(({ path, action, url }) => (
                    <li key={path}>
                      <a href={url} target="_blank" rel="noopener noreferrer">
                        {path}
                      </a>{" "}
                      {ACTIONS[action]}
                    </li>
                  ))}
                </ol>
              </details>
            </>
          )}
        </>
      )}
      <div role="status">
        {busy && <p>Asking GitHub…</p>}
        {opened && (
          <p>
            The pull request is {opened.outcome}: <a href={opened.url}>{opened.url}</a>
          </p>
        )}
      </div>
      {fault && (
        <p className={styles.error} role="alert">
          {fault.detail}. {fault.hint} The draft is as it was.
        </p>
      )}
    </>
  )
}
