import { z } from "zod"
import { EvidenceCounts } from "./evidence-counts"

const Text = z.string().max(2_000)
const Place = z.int().min(1)

const ReportedProblem = z.strictObject({
  check: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  severity: z.enum(["error", "warning"]),
  file: Text,
  line: Place,
  column: Place,
  endLine: Place.exactOptional(),
  endColumn: Place.exactOptional(),
  message: Text,
  hint: Text.exactOptional(),
})

/** The labels that a review sets; no others are ever set or removed. */
export const Label = z.enum(["owner-change", "safe-bump", "needs-review"])
export type Label = z.infer<typeof Label>

/**
 * What a review says, as `review --json` prints it. The job that writes the comment gets it from one that ran on a stranger's
 * data, so it is read with this schema, and lengths are limited.
 */
export const ReviewReport = z.strictObject({
  schema: z.literal("exporterhub/review/v1"),
  entries: z
    .array(
      z.strictObject({
        id: Text,
        change: z.enum(["added", "changed", "removed"]),
        before: EvidenceCounts.exactOptional(),
        after: EvidenceCounts.exactOptional(),
      }),
    )
    .max(300),
  /** New in this change; files are relative to the top of the repository. */
  problems: z.array(ReportedProblem).max(2_000),
  /** Were there before. */
  known: z.array(ReportedProblem).max(2_000),
  bumps: z
    .array(
      z.strictObject({
        id: Text,
        from: Text,
        to: Text,
        added: z.int(),
        removed: z.int(),
        changed: z.int(),
        /** Rules, panels and tests that a changed metric touches. */
        touches: z.array(Text).max(500),
      }),
    )
    .max(300),
  /** Beside the entries: what else the change has an effect on. */
  affects: z.array(Text).max(500),
  label: Label,
  /** Why that label, and no better one. */
  reasons: z.array(Text).max(50),
})
export type ReviewReport = z.infer<typeof ReviewReport>
