import { siteUrl } from "@/app/server"
import { siteOrigin } from "@/app/site-origin"
import { breadcrumbs, type JsonLd, jsonLdText } from "@/lib/share/json-ld"

interface Props {
  /** Path of the page. */
  path: string
  title: string
  description: string
  /** The way to the page without the page itself, for search engines. */
  crumbs?: readonly { title: string; path: string }[]
  /** Path of an Atom feed about what the page is about. */
  feed?: string
  /** Path of the page as Markdown. */
  markdown?: string
  /** Path of the picture that is shown beside a link to the page. */
  image?: string
  /** What the page is about, in the words of schema.org. */
  about?: (origin: string) => JsonLd
}

/**
 * What programs read of a page: its other forms, its picture, and what it is about. React puts the links and facts into the
 * head. Those that must name the hub's own address are left out where EXPORTERHUB_URL does not say it.
 */
export function ShareTags({ path, title, description, crumbs = [], feed, markdown, image, about }: Props) {
  const known = siteUrl()
  const origin = siteOrigin()
  const way = [...crumbs, { title, path }]
  const things = [...(about ? [about(origin)] : []), ...(crumbs.length > 0 ? [breadcrumbs(origin, way)] : [])]
  return (
    <>
      {feed && <link rel="alternate" type="application/atom+xml" title={`What is new: ${title}`} href={feed} />}
      {markdown && <link rel="alternate" type="text/markdown" title="This page as Markdown" href={markdown} />}
      {known && (
        <>
          <link rel="canonical" href={known + path} />
          <meta property="og:url" content={known + path} />
        </>
      )}
      <meta property="og:site_name" content="ExporterHub" />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      {image && (
        <>
          <meta property="og:image" content={origin + image} />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content={title} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      {things.length > 0 && (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: jsonLdText lets no text of an entry out of the JSON
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonLdText(things) }} />
      )}
    </>
  )
}
