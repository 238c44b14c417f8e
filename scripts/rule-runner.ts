import { promtool, promtoolVersion } from "@/lib/adapters/promtool"
import type { RuleRunner } from "@/lib/checks/rule-runner"
import { HubError } from "@/lib/error"
import type { Terminal } from "./terminal"

/** The promtool that `--promtool` asks for; throws HubError("missing-tool") when it is required and not there. */
export async function runnerFor(
  mode: "auto" | "require" | "off",
  terminal?: Terminal,
): Promise<RuleRunner | undefined> {
  if (mode === "off") return undefined
  const version = await promtoolVersion()
  if (version !== undefined) return promtool(version)
  if (mode === "require")
    throw new HubError("missing-tool", "promtool is not installed", { hint: "Debian's package prometheus has it" })
  terminal?.err("promtool is not installed: unit tests were not run (--promtool require makes that an error)")
  return undefined
}
