/** A code block; its fence is longer than any row of backticks in it. */
export function codeBlock(text: string, language = ""): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([row]) => row.length))
  const fence = "`".repeat(longest + 1)
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`
}

/** Code inside of a line, also where it has backticks itself. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, " ")
  if (!flat.includes("`")) return `\`${flat}\``
  const longest = Math.max(...[...flat.matchAll(/`+/g)].map(([row]) => row.length))
  const fence = "`".repeat(longest + 1)
  return `${fence} ${flat} ${fence}`
}

/** Words of the catalog inside of a line: one line, and nothing in them is markup. */
export function plain(text: string): string {
  // An underscore inside of a word is none to Markdown, and names are read better without a backslash.
  const markup = /[\\`*[\]<>|#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g
  return text.replace(/\s+/g, " ").trim().replace(markup, "\\$&")
}

/** A link. */
export function link(title: string, url: string): string {
  return `[${plain(title)}](${url.replace(/[()\s<>]/g, encodeURIComponent)})`
}

/** A list of lines. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n")
}

/** A table; cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, "\\|")).join(" | ")} |`
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")
}

/** The parts of a page with an empty line between them; empty ones are left out. */
export function page(...parts: readonly string[]): string {
  return `${parts.filter(Boolean).join("\n\n")}\n`
}

/** Headings of a text that stands below another heading: one level deeper, outside of code. */
export function demoted(markdown: string): string {
  let fence = ""
  return markdown
    .split("\n")
    .map((line) => {
      const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1]
      if (mark && (fence === "" || (mark.startsWith(fence) && line.trim() === mark))) fence = fence === "" ? mark : ""
      return fence === "" && /^#{1,5} /.test(line) ? `#${line}` : line
    })
    .join("\n")
}
