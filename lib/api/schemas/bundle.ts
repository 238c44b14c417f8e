import { z } from "zod"
import { named } from "./named"

export const Bundle = named(
  "Bundle",
  "A rendered bundle.",
  z.object({
    target: z.string(),
    digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
    files: z.array(z.object({ path: z.string(), content: z.string(), executable: z.boolean().optional() })),
    images: z.array(z.string()).describe("Images that it runs"),
    archive: z.string().optional().describe("File name of the archive, for targets that are handed over as one"),
    usage: z.string().describe("The command that applies it"),
  }),
)
