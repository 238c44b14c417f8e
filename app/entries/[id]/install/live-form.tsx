"use client"

import { useRouter } from "next/navigation"
import { type FormEvent, type ReactNode, useEffect, useRef, useTransition } from "react"

const PAUSE_MS = 250

/** A GET form that asks for its page again while one types. Without JavaScript it is the same form with a button. */
export function LiveForm({ action, children }: { action: string; children: ReactNode }) {
  const router = useRouter()
  const [pending, start] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function show(form: HTMLFormElement): void {
    const query = queryOf(form).toString()
    start(() => router.replace((query === "" ? action : `${action}?${query}`) as never, { scroll: false }))
  }
  function onInput({ currentTarget }: FormEvent<HTMLFormElement>): void {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => show(currentTarget), PAUSE_MS)
  }
  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    clearTimeout(timer.current)
    show(event.currentTarget)
  }
  return (
    <form action={action} method="get" onInput={onInput} onSubmit={onSubmit} aria-busy={pending} noValidate>
      {children}
    </form>
  )
}

/** What the form says, without what is empty or preset anyway. */
function queryOf(form: HTMLFormElement): URLSearchParams {
  const query = new URLSearchParams()
  for (const element of form.elements) {
    const field =
      element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement
    if (!field || element.name === "" || element.value.trim() === "" || element.value === element.dataset.preset)
      continue
    if (
      element instanceof HTMLInputElement &&
      element.type === "radio" &&
      (!element.checked || element.value === "operator")
    )
      continue
    // A part of a secret's place that cannot be one may be the secret itself: it does not get into the address.
    if (/\.(secret|key)$/.test(element.name) && !element.validity.valid) continue
    for (const line of element instanceof HTMLTextAreaElement ? element.value.split("\n") : [element.value])
      if (line.trim() !== "") query.append(element.name, line.trim())
  }
  return query
}
