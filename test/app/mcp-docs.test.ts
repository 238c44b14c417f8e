import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { CLIENTS } from "@/app/docs/mcp/clients"
import { McpClient } from "../support/mcp-client"

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "")

/** The command that a configuration starts. */
function commandOf(config: string): string[] {
  if (config.startsWith("{")) {
    const { mcpServers, servers } = JSON.parse(config)
    const { command, args } = (mcpServers ?? servers).exporterhub
    return [command, ...args]
  }
  const toml = /^command = "(.+)"\nargs = (\[.*\])$/m.exec(config)
  if (toml) return [toml[1] ?? "", ...JSON.parse(toml[2] ?? "")]
  return config.replace(/^claude mcp add \w+ -- /, "").split(" ")
}

test("every configuration starts the same command, and with this checkout's path in it the server answers", async () => {
  const commands = CLIENTS.map(({ config }) => commandOf(config))
  expect(commands.length).toBeGreaterThanOrEqual(5)
  for (const command of commands) expect(command).toEqual(commands[0])
  const [program, script, ...args] = (commands[0] ?? []).map((word) => word.replace("/path/to/exporterhub", ROOT))
  expect(program).toBe("node")
  const client = new McpClient([], {}, [script ?? "", ...args])
  expect((await client.initialize()).result.serverInfo.name).toBe("exporterhub")
  expect((await client.call("show", { entry: "redis-exporter" })).content[0].text).toContain("# Redis exporter")
  expect(await client.end()).toBe(0)
}, 60_000)
