import type { Element, ElementContent, Root, RootContent } from "hast"
import rehypeSanitize, { defaultSchema } from "rehype-sanitize"
import rehypeStringify from "rehype-stringify"
import remarkGfm from "remark-gfm"
import remarkParse from "remark-parse"
import remarkRehype from "remark-rehype"
import { unified } from "unified"

interface Options {
  level: number
  prefix: string
}

/**
 * What may stay: the text elements of GitHub's list. No pictures (they track readers, and the CSP would block them), no
 * inputs, no classes but the language of code, no ids (ours are set afterwards), and links to the web or within the page.
 */
const SCHEMA: typeof defaultSchema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => !["img", "input", "picture", "source"].includes(name)),
  attributes: {
    a: ["href"],
    code: [["className", /^language-[\w-]+$/]],
    th: ["align"],
    td: ["align"],
    ol: ["start"],
  },
  protocols: { href: ["http", "https", "mailto"] },
}

/** Markdown from a pull request as HTML that is safe to put on a page. Headings start at `level` and carry ids. */
export async function renderMarkdown(text: string, options: Options): Promise<string> {
  const file = await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype) // raw HTML in the text is dropped here already
    .use(rehypeSanitize, SCHEMA)
    .use(() => (tree: Root) => finish(tree, options))
    .use(rehypeStringify)
    .process(text)
  return String(file)
}

/** Runs behind the sanitiser, so everything it adds is ours. */
function finish(tree: Root, { level, prefix }: Options): void {
  const headings: Element[] = []
  visit(tree, (element) => {
    if (/^h[1-6]$/.test(element.tagName)) headings.push(element)
    if (element.tagName === "a") finishLink(element)
    // Both scroll sideways, so the keyboard must get to them.
    if (element.tagName === "pre") element.properties.tabIndex = 0
  })
  const top = Math.min(...headings.map(({ tagName }) => Number(tagName[1])))
  const seen = new Map<string, number>()
  for (const heading of headings) {
    heading.tagName = `h${Math.min(6, Number(heading.tagName[1]) - top + level)}`
    const slug = slugOf(heading)
    const count = seen.get(slug) ?? 0
    seen.set(slug, count + 1)
    heading.properties.id = `${prefix}-${slug}${count === 0 ? "" : `-${count}`}`
  }
  wrapTables(tree)
}

function finishLink(link: Element): void {
  const href = String(link.properties.href ?? "")
  if (/^https?:/i.test(href)) link.properties.rel = ["nofollow", "noopener", "ugc"]
}

function wrapTables(parent: Root | Element): void {
  parent.children = parent.children.map((child): RootContent => {
    if (child.type !== "element") return child
    wrapTables(child)
    if (child.tagName !== "table") return child
    return { type: "element", tagName: "div", properties: { dataScroll: "", tabIndex: 0 }, children: [child] }
  }) as typeof parent.children
}

function visit(node: Root | Element, see: (element: Element) => void): void {
  for (const child of node.children) {
    if (child.type !== "element") continue
    see(child)
    visit(child, see)
  }
}

function slugOf(heading: Element): string {
  const text = (node: ElementContent): string =>
    node.type === "text" ? node.value : node.type === "element" ? node.children.map(text).join("") : ""
  const slug = heading.children
    .map(text)
    .join("")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
  return slug || "section"
}
