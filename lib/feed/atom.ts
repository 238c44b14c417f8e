import { createHash } from "node:crypto"
import { escapeXml } from "@/lib/xml"

/** One thing that happened. */
export interface FeedItem {
  /** What it is about, the same for ever and everywhere: the id is made of it. */
  key: string
  title: string
  /** Path on the hub. */
  path: string
  /** ISO 8601. */
  date: string
  summary: string
  author?: string
  /** Id of the entry, as the category of the item. */
  entry: string
}

/** What a feed is about. */
export interface Feed {
  key: string
  title: string
  subtitle: string
  /** Paths on the hub: of the feed itself, and of the page that it is about. */
  self: string
  path: string
  /** Newest first. */
  items: readonly FeedItem[]
}

/** An Atom 1.0 document (RFC 4287). `origin` is the address of the hub without a slash at the end. */
export function atom({ key, title, subtitle, self, path, items }: Feed, origin: string): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `  <id>${idOf(key)}</id>`,
    `  <title>${escapeXml(title)}</title>`,
    `  <subtitle>${escapeXml(subtitle)}</subtitle>`,
    `  <updated>${utc(items[0]?.date)}</updated>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeXml(origin + self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${escapeXml(origin + path)}"/>`,
    "  <author><name>ExporterHub</name></author>",
    `  <icon>${escapeXml(`${origin}/icon.svg`)}</icon>`,
    ...items.flatMap((item) => itemLines(item, origin)),
    "</feed>",
  ]
  return `${lines.join("\n")}\n`
}

function itemLines({ key, title, path, date, summary, author, entry }: FeedItem, origin: string): string[] {
  return [
    "  <entry>",
    `    <id>${idOf(key)}</id>`,
    `    <title>${escapeXml(title)}</title>`,
    `    <updated>${utc(date)}</updated>`,
    `    <link rel="alternate" type="text/html" href="${escapeXml(origin + path)}"/>`,
    ...(author ? [`    <author><name>${escapeXml(author)}</name></author>`] : []),
    `    <category term="${escapeXml(entry)}"/>`,
    `    <summary>${escapeXml(summary)}</summary>`,
    "  </entry>",
  ]
}

/** A UUID made of a name (RFC 9562, version 8): the same on every hub, whatever its address. */
function idOf(key: string): string {
  const hex = createHash("sha256").update(`exporterhub feed ${key}`).digest("hex")
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ]
  return `urn:uuid:${parts.join("-")}`
}

/** A time as RFC 3339 in UTC; the beginning of time for what is none, as a feed must have one. */
function utc(date: string | undefined): string {
  const time = Date.parse(date ?? "")
  return new Date(Number.isNaN(time) ? 0 : time).toISOString()
}
