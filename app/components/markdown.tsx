import styles from "./markdown.module.css"
import prose from "./prose.module.css"
import { renderMarkdown } from "./render-markdown"

interface MarkdownProps {
  children: string
  /** Level of the topmost heading of the text on this page. */
  level?: 2 | 3 | 4
  /** Prefix of the ids of headings, so that two texts on a page do not collide. */
  prefix: string
}

/** Text of a pull request as HTML. It is hostile until `renderMarkdown` has sanitised it. */
export async function Markdown({ children, level = 3, prefix }: MarkdownProps) {
  const html = await renderMarkdown(children, { level, prefix })
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the one place where sanitised HTML enters a page
  return <div className={`${prose.prose} ${styles.markdown}`} dangerouslySetInnerHTML={{ __html: html }} />
}
