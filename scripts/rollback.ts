import { z } from "zod"
import { planRollback } from "@/lib/cluster/rollback"
import { HubError } from "@/lib/error"
import { carryOut } from "./carry-out"
import { choiceOptions, clusterOf, clusterOptions, mustBeAsked } from "./cluster-options"
import { command } from "./command"
import { applyOptions } from "./install"

const { adopt: _, ...contested } = choiceOptions

export const rollback = command({
  summary:
    "Go back to an earlier revision of an install, as a new revision; after an interruption to the last complete one",
  words: "<install>",
  options: z.object({
    ...clusterOptions,
    ...contested,
    ...applyOptions,
    namespace: z.string().default("monitoring").describe("namespace of the install"),
    to: z
      .string()
      .regex(/^[1-9]\d*$/, "must be the number of a revision")
      .optional()
      .describe("revision to go back to (default: the one before); status shows them"),
  }),
  examples: ["exporterhub rollback redis-exporter", "exporterhub rollback redis-exporter --to 3 --yes --json"],
  async run({ options, words, json, terminal }) {
    const [name = "", ...more] = words
    if (more.length > 0) throw new HubError("usage", "rollback takes the name of one install")
    mustBeAsked(options.yes, terminal.interactive)
    const client = await clusterOf(options)
    const to = options.to === undefined ? undefined : Number(options.to)
    const { namespace, keepTheirs, takeOver } = options
    const plan = await planRollback(client, { name, namespace }, { to, choices: { keepTheirs, takeOver } })
    return carryOut({ targets: [{ client, plan }], options, json, terminal })
  },
})
