import type { z } from "zod"
import type { ApiHub } from "@/lib/api/hub"
import type { MarkdownLinks } from "@/lib/markdown/links"

/** What tools work on. */
export type McpHub = Omit<ApiHub, "changelog" | "documents" | "text" | "version"> & {
  links: MarkdownLinks
  siteUrl: string | undefined
}

/** What a tool answers: a text for the assistant to read, and where it has an output schema the same for programs. */
export interface Answer {
  text: string
  structured?: Record<string, unknown>
}

/** One tool of the server. */
export interface Tool {
  name: string
  title: string
  /** What it does and when to use it: all that an assistant knows of it. */
  description: string
  input: z.ZodObject
  output?: z.ZodObject
  /** Throws HubError, whose words and hint the assistant gets as a failed call. */
  run(hub: McpHub, input: Record<string, unknown>): Promise<Answer>
}

interface Definition<I extends z.ZodObject> extends Omit<Tool, "input" | "run"> {
  input: I
  run(hub: McpHub, input: z.infer<I>): Promise<Answer>
}

/** A tool; its `run` sees what its input schema lets through. */
export function tool<I extends z.ZodObject>(definition: Definition<I>): Tool {
  // The server parses the arguments with this very schema before it calls run.
  return { ...definition, run: definition.run as unknown as Tool["run"] }
}
