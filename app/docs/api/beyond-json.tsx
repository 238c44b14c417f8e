import Link from "next/link"
import { Command } from "@/app/components/command"
import { exampleOrigin } from "./document"

/** Everything for programs that is no JSON. */
export function BeyondJson() {
  const entry = `${exampleOrigin()}/entries/redis-exporter`
  return (
    <section aria-labelledby="beyond">
      <h2 id="beyond">Feeds, badges, cards, Markdown</h2>
      <dl>
        <dt>Atom feeds</dt>
        <dd>
          <a href="/feed.xml">/feed.xml</a> tells new versions and commits of all entries, and each entry has a feed of
          its own. The id of an item is the same on every hub.
          <Command>{`curl ${entry}/feed.xml`}</Command>
        </dd>
        <dt>Badge</dt>
        <dd>
          How many alerts of an entry are proven, as SVG for a README.
          <Command>{`[![proven](${entry}/badge.svg)](${entry})`}</Command>
        </dd>
        <dt>Card</dt>
        <dd>
          A small page without scripts that any site may frame; <code>?theme=dark</code> or <code>light</code> fixes its
          colours.
          <Command>
            {`<iframe src="${exampleOrigin()}/embed/redis-exporter" title="Redis exporter" width="420" height="320" style="border:0" loading="lazy"></iframe>`}
          </Command>
        </dd>
        <dt>Markdown</dt>
        <dd>
          Add <code>.md</code> to the path of an entry, alert, recording rule, dashboard, metric, category or check.{" "}
          <a href="/llms.txt">/llms.txt</a> says where to begin; the <Link href="/docs/mcp">MCP server</Link> reads the
          same pages.
          <Command>{`curl ${entry}/alerts/RedisDown.md`}</Command>
        </dd>
        <dt>Pictures</dt>
        <dd>
          <code>/opengraph-image.png</code> behind the path of the home page, an entry or one of its parts: 1200 by 630
          pixels, for cards beside links.
        </dd>
        <dt>Sitemap</dt>
        <dd>
          <a href="/sitemap.xml">/sitemap.xml</a>, in several files where there are more than 50,000 pages.
        </dd>
      </dl>
    </section>
  )
}
