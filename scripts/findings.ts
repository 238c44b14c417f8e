import type { Problem } from "@/lib/problem"

/** Faults in a file that the user wrote and that a command was given: printed with their places, exit code 1. */
export class Findings extends Error {
  override readonly name = "Findings"

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join("; "))
  }
}
