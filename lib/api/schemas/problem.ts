import { z } from "zod"
import { named } from "./named"

/** What every failure is answered as: RFC 9457, media type application/problem+json. */
export const Problem = named(
  "Problem",
  "Why a request failed, as RFC 9457 has it.",
  z.object({
    title: z.string(),
    status: z.int(),
    code: z.string().describe("A word for programs, such as `not-found`"),
    detail: z.string().describe("What is wrong, in a sentence"),
    hint: z.string().optional().describe("What to do about it"),
    fields: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe("The inputs that were refused"),
  }),
)
