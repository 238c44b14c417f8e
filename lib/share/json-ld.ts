import type { Alert, Dashboard, Entry } from "@/lib/catalog/entry"
import { alertPath, dashboardPath, entryPath, metricPath } from "@/lib/catalog/paths"

/** A thing in the words of schema.org. */
export type JsonLd = Readonly<Record<string, unknown>>

const CONTEXT = "https://schema.org"

/**
 * Things as the content of a script element: a JSON text that cannot end the element, begin a comment in it, or be read
 * differently by an HTML parser, whatever the texts in it are.
 */
export function jsonLdText(things: readonly JsonLd[]): string {
  const asEscape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`
  return JSON.stringify(things.map((thing) => ({ "@context": CONTEXT, ...thing }))).replace(
    /[<>&\u2028\u2029]/g,
    asEscape,
  )
}

/** The way to a page, for search engines; the last step is the page itself. */
export function breadcrumbs(origin: string, steps: readonly { title: string; path: string }[]): JsonLd {
  return {
    "@type": "BreadcrumbList",
    itemListElement: steps.map(({ title, path }, i) => ({
      "@type": "ListItem",
      position: i + 1,
      name: title,
      item: `${origin}${path}`,
    })),
  }
}

/** The site, with how it is searched. */
export function webSite(origin: string): JsonLd {
  return {
    "@type": "WebSite",
    name: "ExporterHub",
    url: `${origin}/`,
    potentialAction: {
      "@type": "SearchAction",
      target: { "@type": "EntryPoint", urlTemplate: `${origin}/search?q={search_term_string}` },
      "query-input": "required name=search_term_string",
    },
  }
}

/** An exporter. */
export function softwareApplication(origin: string, entry: Entry): JsonLd {
  const { id, title, summary, license, source, versions, tags } = entry
  const released = versions[0]
  return {
    "@type": "SoftwareApplication",
    name: title,
    description: summary,
    url: origin + entryPath(id),
    applicationCategory: "DeveloperApplication",
    operatingSystem: "Linux",
    softwareVersion: released?.version ?? "",
    license,
    keywords: tags.join(", "),
    sameAs: source,
    offers: { "@type": "Offer", price: 0, priceCurrency: "USD" },
  }
}

/** The page of an alert: how to understand it and what to do. */
export function alertArticle(origin: string, entry: Entry, { alert, annotations }: Alert): JsonLd {
  return article(origin, alertPath(entry.id, alert), entry, {
    headline: alert,
    description: entry.runbooks.get(alert)?.title ?? annotations.summary ?? "",
  })
}

/** The page of a dashboard. */
export function dashboardArticle(origin: string, entry: Entry, { id, title, description }: Dashboard): JsonLd {
  return article(origin, dashboardPath(entry.id, id), entry, { headline: title, description })
}

/** The page of a metric. */
export function metricArticle(origin: string, entry: Entry, metric: { name: string; help: string }): JsonLd {
  return article(origin, metricPath(entry.id, metric.name), entry, { headline: metric.name, description: metric.help })
}

function article(origin: string, path: string, entry: Entry, words: { headline: string; description: string }): JsonLd {
  const captured = entry.versions[0]?.captures[0]?.provenance.captured
  return {
    "@type": "TechArticle",
    ...words,
    url: origin + path,
    ...(captured ? { dateModified: captured } : {}),
    about: { "@type": "SoftwareApplication", name: entry.title, url: origin + entryPath(entry.id) },
    publisher: { "@type": "Organization", name: "ExporterHub", url: `${origin}/` },
  }
}
