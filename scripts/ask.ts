import { createInterface } from "node:readline/promises"

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
  let end: (reason: Interrupted) => void = () => undefined
  const ended = new Promise<never>((_, reject) => {
    end = reject
  })
  // Nobody waits for it between two questions.
  ended.catch(() => undefined)
  lines.on("SIGINT", () => end(new Interrupted())).on("close", () => end(new Interrupted()))
  return {
    async ask(question, preset = "") {
      const shown = preset === "" ? `${question}: ` : `${question} [${preset}]: `
      const answer = (await Promise.race([lines.question(shown), ended])).trim()
      return answer === "" ? preset : answer
    },
    close: () => lines.close(),
  }
}
