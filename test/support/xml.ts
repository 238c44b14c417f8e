/** An element of an XML document. */
export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

const NAME = /^[A-Za-z_][\w:.-]*/
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([0-9a-f]+));/gi
const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }

/**
 * Reads a well-formed XML document without DTD, comments and CDATA, strictly: tags match, attributes are quoted and unique,
 * entities are known, and there are no characters that XML 1.0 forbids. Throws otherwise.
 */
export function parseXml(text: string): Element {
  let at = 0
  const fail = (why: string): never => {
    throw new Error(`${why} at ${at}: ${JSON.stringify(text.slice(at, at + 60))}`)
  }
  const match = (pattern: RegExp): RegExpExecArray => {
    const found = pattern.exec(text.slice(at))
    if (found?.index !== 0) return fail(`no ${pattern}`)
    at += found[0].length
    return found
  }
  const decode = (raw: string): string => {
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(raw)) fail(`a bare & in ${raw}`)
    return raw.replace(ENTITY, (_, name?: string, decimal?: string, hex?: string) =>
      name ? (NAMED[name] ?? "") : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex ?? "", 16)),
    )
  }
  const element = (): Element => {
    match(/^</)
    const name = match(NAME)[0]
    const attributes: Record<string, string> = {}
    while (/^\s+[^\s/>]/.test(text.slice(at))) {
      match(/^\s+/)
      const key = match(NAME)[0]
      if (key in attributes) fail(`${key} twice`)
      attributes[key] = decode(match(/^="([^"<]*)"/)[1] ?? "")
    }
    if (/^\s*\/>/.test(text.slice(at))) {
      match(/^\s*\/>/)
      return { name, attributes, children: [], text: "" }
    }
    match(/^\s*>/)
    const children: Element[] = []
    let content = ""
    for (;;) {
      content += decode(match(/^[^<]*/)[0])
      if (text.startsWith("</", at)) break
      if (at >= text.length) fail(`${name} is open`)
      children.push(element())
    }
    match(/^<\//)
    if (match(NAME)[0] !== name) fail(`not the end of ${name}`)
    match(/^\s*>/)
    return { name, attributes, children, text: content }
  }
  const forbidden = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.exec(text)
  if (forbidden) fail(`forbidden character at ${forbidden.index}`)
  if (text.startsWith("<?xml")) match(/^<\?xml version="1\.0"(?: encoding="(?:utf-8|UTF-8)")?\?>\n/)
  const root = element()
  match(/^\s*$/)
  return root
}

/** The children of that name. */
export function all({ children }: Element, name: string): Element[] {
  return children.filter((child) => child.name === name)
}

/** The only child of that name; throws when there are none or several. */
export function one(parent: Element, name: string): Element {
  const [found, ...more] = all(parent, name)
  if (!found || more.length > 0) throw new Error(`${parent.name} has ${more.length + (found ? 1 : 0)} ${name}`)
  return found
}
