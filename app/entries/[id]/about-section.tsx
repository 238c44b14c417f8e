import Link from "next/link"
import { Fact } from "@/app/components/fact"
import { categoryTitle, plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import { catalog } from "@/app/server"
import type { Entry } from "@/lib/catalog/entry"
import styles from "./about-section.module.css"
import { originOf, originWords } from "./origin"
import { privilegeWords } from "./privilege-words"

/** Who stands behind it, how it is scraped, what it needs, and where to read more. */
export async function AboutSection({ entry }: { entry: Entry }) {
  const origin = originOf(await catalog(), entry.id)
  const { scrape, deploy, parameters } = entry
  const required = parameters.filter((parameter) => parameter.required)
  return (
    <Section id="about" title="About">
      <div className={styles.columns}>
        <dl className={styles.facts}>
          {origin && <Fact name="Registry">{originWords(origin)}</Fact>}
          <Fact name="Maintainers">{entry.maintainers.join(", ")}</Fact>
          <Fact name="Licence of the exporter">{entry.license}</Fact>
          <Fact name="Category">
            <Link href={`/categories/${entry.category}`}>{categoryTitle(entry.category)}</Link>
          </Fact>
          <Fact name="Scraped">
            <code>
              {scrape.path} on port {scrape.port}
            </code>{" "}
            every {scrape.interval}, as job <code>{scrape.job}</code>
          </Fact>
          <Fact name="Runs as">{deploy.workload === "none" ? "part of the software itself" : deploy.workload}</Fact>
          <Fact name="Asks for">
            {deploy.resources.cpu} CPU, {deploy.resources.memory} memory, at most {deploy.resources.memoryLimit}
          </Fact>
          <Fact name="Rights">{privilegeWords(entry)}</Fact>
          <Fact name="Parameters">
            <Link href={`/entries/${entry.id}/install`} prefetch={false}>
              {plural(parameters.length, "parameter")}
            </Link>
            {required.length > 0 && `, of which needed: ${required.map(({ name }) => name).join(", ")}`}
          </Fact>
        </dl>
        <div>
          <h3 className={styles.title}>Read more</h3>
          <ul className={styles.links}>
            {[{ title: "Source", url: entry.source }, ...entry.links].map(({ title, url }) => (
              <li key={url}>
                <a href={url} rel="noopener">
                  {title}
                </a>
              </li>
            ))}
            <li>
              <Link href={`/compare?a=${entry.id}`} prefetch={false}>
                Compare with another exporter
              </Link>
            </li>
            <li>
              <Link href={`/contribute/edit/${entry.id}`} prefetch={false}>
                Change this entry
              </Link>
            </li>
          </ul>
          <ul className={styles.tags} aria-label="Tags">
            {entry.tags.map((tag) => (
              <li key={tag}>
                <Link href={`/search?q=${encodeURIComponent(tag)}`} prefetch={false}>
                  {tag}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Section>
  )
}
