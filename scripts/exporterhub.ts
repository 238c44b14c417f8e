import { exitCode, HubError } from "@/lib/error"
import packageJson from "@/package.json"
import { commands } from "./all"
import { columns, paint, processTerminal, type Terminal } from "./terminal"

/** Runs the CLI with its arguments; answers the exit code: 0 fine, 1 findings, 2 wrong use, 3 the outside world failed. */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    const command = rest[0] === undefined ? undefined : commands[rest[0]]
    terminal.out(command && rest[0] ? command.help(rest[0]) : overview())
    return 0
  }
  if (name === "--version" || name === "version") {
    terminal.out(packageJson.version)
    return 0
  }
  const json = rest.includes("--json")
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new HubError("usage", `There is no command "${name}"`, { hint: "exporterhub help lists them" })
    if (rest.includes("--help") || rest.includes("-h")) {
      terminal.out(command.help(name))
      return 0
    }
    return await command.call(rest, terminal)
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    const { code, message, hint, fields } = error
    if (json) terminal.out(JSON.stringify({ error: { code, message, hint, fields } }, null, 2))
    else terminal.err(`${paint(terminal, "red", "error:")} ${message}${hint === undefined ? "" : `\n  ${hint}`}`)
    return exitCode(code)
  }
}

function overview(): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [`  ${name}`, summary])
  return [
    "ExporterHub: Prometheus exporters with rules and dashboards that are proven, installable and tunable.",
    "",
    "Usage: exporterhub <command> [flags]",
    "",
    "Commands:",
    ...columns(rows),
    "",
    "exporterhub help <command> tells more. Every command takes --json.",
  ].join("\n")
}
