import type { Entry } from "@/lib/catalog/entry"
import { entryPath } from "@/lib/catalog/paths"
import type { JsonLd } from "@/lib/share/json-ld"
import { ShareTags } from "./share-tags"

interface Props {
  entry: Entry
  /** Path of the page. */
  path: string
  title: string
  description: string
  about?: (origin: string) => JsonLd
}

/** What programs read of the page of a rule, a metric or a dashboard: each has a Markdown form and a picture. */
export function PartTags({ entry, path, title, description, about }: Props) {
  return (
    <ShareTags
      path={path}
      title={title}
      description={description}
      crumbs={[
        { title: "Exporters", path: "/entries" },
        { title: entry.title, path: entryPath(entry.id) },
      ]}
      markdown={`${path}.md`}
      image={`${path}/opengraph-image.png`}
      {...(about ? { about } : {})}
    />
  )
}
