import { bundle } from "./bundle"
import { lint } from "./lint"
import { search } from "./search"
import { runbook, show } from "./show"
import type { Tool } from "./tool"

/** Every tool, in the order in which assistants see them. */
export const tools: readonly Tool[] = [search, show, runbook, lint, bundle]
