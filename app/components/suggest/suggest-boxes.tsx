"use client"

import { lazy, Suspense, useEffect, useState } from "react"

const SuggestList = lazy(async () => ({ default: (await import("./suggest-list")).SuggestList }))

/** Search boxes are plain forms; the one that is used gets suggestions, which are loaded when it is used for the first time. */
export function SuggestBoxes() {
  const [used, setUsed] = useState<{ box: HTMLInputElement; number: number }>()
  useEffect(() => {
    const onFocus = ({ target }: { target: EventTarget | null }): void => {
      if (!(target instanceof HTMLInputElement) || !target.matches("[data-search-box]")) return
      setUsed((last) => (last?.box === target ? last : { box: target, number: (last?.number ?? 0) + 1 }))
    }
    // Somebody may be typing before this runs.
    onFocus({ target: document.activeElement })
    document.addEventListener("focusin", onFocus)
    return () => document.removeEventListener("focusin", onFocus)
  }, [])
  if (!used) return null
  return (
    <Suspense>
      <SuggestList key={used.number} box={used.box} />
    </Suspense>
  )
}
