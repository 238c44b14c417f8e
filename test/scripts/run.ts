import { main } from "@/scripts/exporterhub"
import type { Terminal } from "@/scripts/terminal"

/** The CLI with its arguments and no one at the terminal. */
export async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    color: false,
    interactive: false,
    confirm: async () => false,
  }
  const code = await main(args, terminal)
  return { code, out: out.join("\n"), err: err.join("\n") }
}
