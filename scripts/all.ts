import type { Command } from "./command"

/** Every command by name, in the order of the help text. */
export const commands: Readonly<Record<string, Command>> = {}
