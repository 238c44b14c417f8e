import { useCallback, useEffect, useRef, useState } from "react"
import type { Draft, DraftFiles } from "@/lib/contribute/draft"
import { deleteDraft, draftOf, putDraft, saveDraft, storeFault } from "./store"

/** How long typing rests before it is saved. Milliseconds. */
const SAVE_MS = 400

export type SaveState = "new" | "unsaved" | "saved" | "failed"

/** A draft in this browser: what it holds, whether it is kept, and what can be done to it. */
export function useDraft(start: { id: string; files: DraftFiles }) {
  const [draft, setDraft] = useState<Draft>(() => fresh(start))
  const [ready, setReady] = useState(false)
  const [state, setState] = useState<SaveState>("new")
  const [fault, setFault] = useState<string>()
  const [theirs, setTheirs] = useState<Draft>()
  const [discarded, setDiscarded] = useState<Draft>()
  const latest = useRef(draft)
  const saving = useRef(Promise.resolve())
  const touched = useRef(false)
  const conflict = theirs !== undefined

  const show = useCallback((next: Draft) => {
    latest.current = next
    setDraft(next)
  }, [])

  useEffect(() => {
    const key = new URLSearchParams(location.search).get("draft")
    const found = key ? draftOf(key) : Promise.resolve(undefined)
    found
      .then((known) => {
        if (known) {
          show(known)
          setState("saved")
        }
      })
      .catch((error) => setFault(storeFault(error)))
      .finally(() => setReady(true))
  }, [show])

  const save = useCallback(() => {
    if (!touched.current) return
    // One after the other: a second save must know the revision that the first one made.
    saving.current = saving.current.then(async () => {
      const before = latest.current
      try {
        const result = await saveDraft(before)
        if (result.outcome === "conflict") {
          setTheirs(result.theirs ?? { ...before, revision: 0 })
          return setState("failed")
        }
        const changed = latest.current !== before
        const { revision, saved } = result.draft
        latest.current = { ...latest.current, revision, saved }
        touched.current = changed
        setState(changed ? "unsaved" : "saved")
        setFault(undefined)
        history.replaceState(null, "", `?draft=${encodeURIComponent(before.key)}${location.hash}`)
      } catch (error) {
        setState("failed")
        setFault(storeFault(error))
      }
    })
  }, [])

  useEffect(() => {
    if (state !== "unsaved" || conflict || latest.current !== draft) return
    const timer = setTimeout(save, SAVE_MS)
    return () => clearTimeout(timer)
  }, [draft, state, conflict, save])

  useEffect(() => {
    // Whoever closes the page within the rest of the typing loses nothing.
    const flush = () => document.visibilityState === "hidden" && save()
    document.addEventListener("visibilitychange", flush)
    return () => document.removeEventListener("visibilitychange", flush)
  }, [save])

  const change = useCallback(
    (part: (before: Draft) => Partial<Pick<Draft, "id" | "files">>) => {
      touched.current = true
      show({ ...latest.current, ...part(latest.current) })
      setDiscarded(undefined)
      setState("unsaved")
    },
    [show],
  )

  return {
    draft,
    ready,
    state,
    fault,
    theirs,
    discarded,
    setId: (id: string) => change(() => ({ id })),
    setFiles: (files: DraftFiles) => change(() => ({ files })),
    /** Changes one file by its text as it is now; undefined takes it away. */
    setFile: useCallback(
      (path: string, text: (before: string) => string | undefined) =>
        change(({ files }) => {
          const next = text(files[path] ?? "")
          // A file that is there keeps its place: an editor that moves on the page loses the focus.
          if (next !== undefined) return { files: { ...files, [path]: next } }
          const { [path]: _gone, ...others } = files
          return { files: others }
        }),
      [change],
    ),
    /** Shows another draft, such as one from a file; it is kept as one of its own. */
    open: (other: Draft) => {
      touched.current = true
      show({ ...other, key: crypto.randomUUID(), revision: 0 })
      setState("unsaved")
    },
    takeTheirs: () => {
      if (theirs) show(theirs)
      touched.current = false
      setTheirs(undefined)
      setState("saved")
    },
    keepAsCopy: () => {
      touched.current = true
      show({ ...latest.current, key: crypto.randomUUID(), revision: 0 })
      setTheirs(undefined)
      setState("unsaved")
    },
    discard: async () => {
      await saving.current
      await deleteDraft(latest.current.key).catch((error) => setFault(storeFault(error)))
      setDiscarded(latest.current)
      touched.current = false
      show(fresh(start))
      setState("new")
      history.replaceState(null, "", location.pathname)
    },
    undo: async () => {
      if (!discarded) return
      await putDraft(discarded).catch((error) => setFault(storeFault(error)))
      show(discarded)
      setDiscarded(undefined)
      setState("saved")
      history.replaceState(null, "", `?draft=${encodeURIComponent(discarded.key)}`)
    },
  }
}

export type DraftHandle = ReturnType<typeof useDraft>

function fresh({ id, files }: { id: string; files: DraftFiles }): Draft {
  const key = typeof window === "undefined" ? "server" : crypto.randomUUID()
  return { schema: "exporterhub/draft-v1", key, revision: 0, saved: 0, id, files, base: id === "" ? {} : files }
}
