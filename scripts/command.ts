import { parseArgs } from "node:util"
import { z } from "zod"
import { HubError } from "@/lib/error"
import { formatProblem } from "@/lib/problem"
import { Findings } from "./findings"
import { paint, type Terminal } from "./terminal"

/** What `run` is given: parsed options and words, and where to print. */
export interface Call<O> {
  options: O
  /** The words that are no flags. */
  words: string[]
  /** Whether `--json` was given: then exactly one JSON document goes to standard output. */
  json: boolean
  terminal: Terminal
}

/** One command of the CLI. */
export interface Command {
  summary: string
  help(name: string): string
  /** Returns the exit code: 0 fine, 1 findings. Throws HubError for wrong use (2) and a broken world (3). */
  call(args: readonly string[], terminal: Terminal): Promise<number>
}

interface Definition<S extends z.ZodRawShape> {
  summary: string
  /** The words after the command's name: "[entry…]" or "<entry…>". */
  words?: string
  /** Flags in lowerCamelCase; `.describe()` is their help text. Lists may be given several times. */
  options: z.ZodObject<S>
  examples?: readonly string[]
  run(call: Call<z.infer<z.ZodObject<S>>>): Promise<number>
}

interface Flag {
  key: string
  name: string
  kind: "boolean" | "string"
  multiple: boolean
  help: string
  preset: unknown
}

/** Makes a command from its schema: the flags, their help and their errors all come from there. */
export function command<S extends z.ZodRawShape>(definition: Definition<S>): Command {
  const flags = Object.entries(definition.options.shape).map(([key, schema]) => flagOf(key, schema as z.ZodType))
  return {
    summary: definition.summary,
    help: (name) => helpText(name, definition, flags),
    async call(args, terminal) {
      const { values, positionals } = parse(args, flags)
      const { json, ...given } = values
      if (positionals.length === 0 && definition.words?.startsWith("<"))
        throw new HubError("usage", `Missing ${definition.words}`, { hint: "--help shows how it is called" })
      if (positionals.length > 0 && definition.words === undefined)
        throw new HubError("usage", `Unexpected "${positionals[0]}"`, { hint: "--help shows how it is called" })
      const named = Object.fromEntries(
        flags.flatMap(({ key, name }) => (given[name] === undefined ? [] : [[key, given[name]]])),
      )
      const options = definition.options.safeParse(named)
      if (!options.success) {
        const [issue] = options.error.issues
        throw new HubError("usage", `--${kebab(String(issue?.path[0]))}: ${issue?.message}`)
      }
      const call = { options: options.data, words: positionals, json: json === true, terminal }
      return definition.run(call).catch((error) => refuse(error, call))
    },
  }
}

/** Prints what is wrong in a file that the command was given; everything else goes on up. */
function refuse(error: unknown, { json, terminal }: Pick<Call<unknown>, "json" | "terminal">): number {
  if (!(error instanceof Findings)) throw error
  const { problems } = error
  if (json) terminal.out(JSON.stringify({ problems }, null, 2))
  else
    for (const problem of problems)
      terminal.err(paint(terminal, problem.severity === "error" ? "red" : "yellow", formatProblem(problem)))
  return 1
}

interface Parsed {
  values: Record<string, string | boolean | (string | boolean)[] | undefined>
  positionals: string[]
}

function parse(args: readonly string[], flags: readonly Flag[]): Parsed {
  const options = Object.fromEntries(
    flags.map(({ name, kind, multiple }) => [name, { type: kind, multiple, ...SHORT[name] }]),
  )
  try {
    return parseArgs({ args: [...args], options: { ...options, json: { type: "boolean" } }, allowPositionals: true })
  } catch (cause) {
    const message = (cause as Error).message.split(". ")[0] ?? "bad arguments"
    throw new HubError("usage", message, { cause, hint: "--help lists the flags" })
  }
}

const SHORT: Record<string, { short: string }> = {
  output: { short: "o" },
  namespace: { short: "n" },
  yes: { short: "y" },
}

function flagOf(key: string, schema: z.ZodType): Flag {
  let inner: z.ZodType = schema
  let preset: unknown
  let help = schema.description ?? ""
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional) {
    if (inner instanceof z.ZodDefault) preset = inner.def.defaultValue
    inner = inner.unwrap() as z.ZodType
    help ||= inner.description ?? ""
  }
  const multiple = inner instanceof z.ZodArray
  return { key, name: kebab(key), kind: inner instanceof z.ZodBoolean ? "boolean" : "string", multiple, help, preset }
}

function kebab(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function helpText(name: string, definition: Definition<z.ZodRawShape>, flags: readonly Flag[]): string {
  const rows = [
    ...flags,
    { name: "json", kind: "boolean", multiple: false, help: "print one JSON document", preset: undefined },
  ].map((flag): [string, string] => {
    const short = SHORT[flag.name] ? `-${SHORT[flag.name]?.short}, ` : "    "
    const value = flag.kind === "boolean" ? "" : " <value>"
    const times = flag.multiple ? " (may be repeated)" : ""
    const preset = typeof flag.preset === "string" || typeof flag.preset === "number" ? ` (default ${flag.preset})` : ""
    return [`  ${short}--${flag.name}${value}`, `${flag.help}${preset}${times}`]
  })
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return [
    definition.summary,
    "",
    `Usage: exporterhub ${name}${definition.words ? ` ${definition.words}` : ""} [flags]`,
    "",
    "Flags:",
    ...rows.map(([left, right]) => `${left.padEnd(width)}${right}`),
    ...(definition.examples ? ["", "Examples:", ...definition.examples.map((line) => `  ${line}`)] : []),
  ].join("\n")
}
