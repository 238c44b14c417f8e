import { z } from "zod"
import { named } from "./named"

const PartChange = named(
  "PartChange",
  "What a commit did to one named part of an entry.",
  z.object({
    part: z.enum([
      "alert",
      "recording",
      "dashboard",
      "panel",
      "version",
      "parameter",
      "runbook",
      "capture",
      "tests",
      "entry",
      "readme",
    ]),
    change: z.enum(["added", "removed", "changed"]),
    name: z.string(),
    was: z.string().optional().describe("Its name before"),
    fields: z
      .array(z.object({ field: z.string(), from: z.string().optional(), to: z.string().optional() }))
      .optional()
      .describe("Fields that changed, with short texts before and after"),
  }),
)

export const Changelog = named(
  "Changelog",
  "The latest commits to an entry, newest first.",
  z.object({
    known: z.boolean().describe("False on a hub that runs from a copy without Git; then there are no items"),
    items: z.array(
      z.object({
        hash: z.string(),
        date: z.string().describe("ISO 8601"),
        author: z.string().describe("A name, never an address"),
        subject: z.string(),
        created: z.boolean().describe("The commit made the entry"),
        changes: z.array(PartChange).nullable().describe("Null where it is not known what changed"),
      }),
    ),
    older: z.int().describe("Commits that are not listed"),
    shallow: z.boolean().describe("The hub's clone ends before the history does"),
  }),
)
