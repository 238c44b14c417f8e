/** How a client is told about the server. */
interface Client {
  name: string
  /** Where it goes. */
  where: string
  /** A command, or the content of a file. */
  config: string
}

const SERVER = { command: "node", args: ["/path/to/exporterhub/scripts/bin.js", "mcp"] }
const json = (value: unknown): string => JSON.stringify(value, null, 2)

/** Clients in common use, by what their documentation says in November 2026. A test starts the server as each says. */
export const CLIENTS: readonly Client[] = [
  {
    name: "Claude Code",
    where: "In a terminal:",
    config: `claude mcp add exporterhub -- ${SERVER.command} ${SERVER.args.join(" ")}`,
  },
  {
    name: "Claude Desktop",
    where: "In claude_desktop_config.json, which Settings, Developer, Edit Config opens:",
    config: json({ mcpServers: { exporterhub: SERVER } }),
  },
  {
    name: "VS Code",
    where: "In .vscode/mcp.json of a project:",
    config: json({ servers: { exporterhub: { type: "stdio", ...SERVER } } }),
  },
  {
    name: "Cursor",
    where: "In ~/.cursor/mcp.json, or .cursor/mcp.json of a project:",
    config: json({ mcpServers: { exporterhub: SERVER } }),
  },
  {
    name: "Codex",
    where: "In ~/.codex/config.toml:",
    config: `[mcp_servers.exporterhub]\ncommand = "${SERVER.command}"\nargs = ${JSON.stringify(SERVER.args)}`,
  },
  {
    name: "Any other",
    where: "Start this command and speak MCP over its standard input and output:",
    config: `${SERVER.command} ${SERVER.args.join(" ")}`,
  },
]
