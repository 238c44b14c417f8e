"use client"

import { type ReactNode, useState } from "react"

interface RuleDetailsProps {
  className: string | undefined
  /** Whether it is open when it is first shown. */
  open: boolean
  summary: ReactNode
  children: ReactNode
}

/** A box that is only closed by the one who reads it: emptying its last field must not take the field away. */
export function RuleDetails({ className, open, summary, children }: RuleDetailsProps) {
  const [shown, show] = useState(open)
  return (
    <details className={className} open={shown} onToggle={({ currentTarget }) => show(currentTarget.open)}>
      <summary>{summary}</summary>
      {children}
    </details>
  )
}
