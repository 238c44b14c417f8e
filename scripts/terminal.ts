import { createInterface } from "node:readline/promises"

/** What a command may do with the terminal. Replaced by a recorder in tests. */
export interface Terminal {
  /** A line for standard output: the answer. */
  out(text: string): void
  /** A line for standard error: progress, questions, faults. */
  err(text: string): void
  /** Colour only where a person looks at it, and not when NO_COLOR is set. */
  color: boolean
  /** Whether a question can be asked. */
  interactive: boolean
  /** True when the answer starts with y. */
  confirm(question: string): Promise<boolean>
}

/** The real terminal of this process. */
export function processTerminal(): Terminal {
  // Whoever reads has enough, as `head` does; that is no fault of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error
    process.exit(0)
  })
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    color: process.stdout.isTTY === true && !process.env.NO_COLOR,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    async confirm(question) {
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      const answer = await lines.question(`${question} [y/N] `).finally(() => lines.close())
      return /^y/i.test(answer.trim())
    },
  }
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const

/** Paints text when the terminal shows colour. */
export function paint(terminal: Terminal, style: keyof typeof CODES, text: string): string {
  return terminal.color ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text
}

/** Rows of cells as aligned columns; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((max, row) => row.map((cell, i) => Math.max(max[i] ?? 0, cell.length)), [])
  return rows.map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join("  "))
}
