import { createInterface } from "node:readline"

/** Ctrl-C, or the end of the input, in the middle of a question. */
export class Interrupted extends Error {
  override readonly name = "Interrupted"
}

/** Asks for one line; an empty answer is the preset. Throws Interrupted. */
export type Ask = (question: string, preset?: string) => Promise<string>

/** Questions on the terminal of this process. `close` gives the terminal back. */
export function terminalQuestions(
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): { ask: Ask; close(): void } {
  const lines = createInterface({ input, output })
  // Lines that were typed ahead, or pasted, before their question came.
  const ahead: string[] = []
  let waiting: { take(line: string): void; end(): void } | undefined
  let isOver = false
  const end = (): void => {
    isOver = true
    waiting?.end()
  }
  lines
    .on("line", (line) => {
      const asker = waiting
      waiting = undefined
      if (asker) asker.take(line)
      else ahead.push(line)
    })
    .on("SIGINT", end)
    .on("close", end)
  const next = (): Promise<string> => {
    const typed = ahead.shift()
    if (typed !== undefined) return Promise.resolve(typed)
    if (isOver) return Promise.reject(new Interrupted())
    return new Promise<string>((take, reject) => {
      waiting = { take, end: () => reject(new Interrupted()) }
    })
  }
  return {
    async ask(question, preset = "") {
      lines.setPrompt(preset === "" ? `${question}: ` : `${question} [${preset}]: `)
      lines.prompt()
      const answer = (await next()).trim()
      return answer === "" ? preset : answer
    },
    close: () => lines.close(),
  }
}
