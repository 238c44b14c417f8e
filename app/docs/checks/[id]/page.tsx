import type { Metadata } from "next"
import Link from "next/link"
import { notFound } from "next/navigation"
import { Markdown } from "@/app/components/markdown"
import { ShareTags } from "@/app/components/share-tags"
import { Yaml } from "@/app/components/yaml"
import { allChecks } from "@/lib/checks/all"
import type { CheckDocs, RuleCheck } from "@/lib/checks/check"
import { exampleFile, exampleProblems, trimmed } from "@/lib/checks/example"
import { text } from "@/lib/checks/output/text"
import { ruleChecks } from "@/lib/checks/rule/all"
import styles from "../page.module.css"

const find = (id: string) => allChecks.find((check) => check.id === id)

export async function generateMetadata({ params }: PageProps<"/docs/checks/[id]">): Promise<Metadata> {
  const check = find((await params).id)
  return check ? { title: `${check.id}, check`, description: check.summary } : {}
}

export default async function CheckPage({ params }: PageProps<"/docs/checks/[id]">) {
  const check = find((await params).id)
  if (!check) notFound()
  const { id, severity, summary } = check
  const docs = "docs" in check ? check.docs : undefined
  return (
    <>
      <ShareTags
        path={`/docs/checks/${id}`}
        title={`${id}, check`}
        description={summary}
        crumbs={[
          { title: "Documentation", path: "/docs" },
          { title: "Checks", path: "/docs/checks" },
        ]}
        markdown={`/docs/checks/${id}.md`}
      />
      <p className={styles.facts}>
        <Link href="/docs/checks">All checks</Link>
        <span className={styles[severity]}>{severity}</span>
      </p>
      <h1>{id}</h1>
      <p>
        <strong>{summary}.</strong>
      </p>
      <h2>Why</h2>
      <Markdown prefix="why">{docs?.why ?? ("why" in check ? check.why : "")}</Markdown>
      {docs?.fix !== undefined && (
        <>
          <h2>What to do</h2>
          <Markdown prefix="fix">{docs.fix}</Markdown>
        </>
      )}
      {docs && <Example docs={docs} said={saidOf(check)} />}
      <h2>How to silence it</h2>
      <p>
        Above the rule, with the reason. More in <Link href="/docs/checks#silencing">When a check is wrong</Link>.
      </p>
      <Yaml>{`# exporterhub: ignore ${id} because …`}</Yaml>
    </>
  )
}

/** What the check really says of its own example, in the words of `exporterhub lint`. */
function saidOf(check: (typeof allChecks)[number]): string {
  if (!isRuleCheck(check) || "file" in check.docs.example) return ""
  const { example } = check.docs
  const { file, content } = exampleFile(example, example.before)
  const problems = exampleProblems(check, example, example.before)
  return text({ problems, texts: new Map([[file, String(content)]]) }, { paint: (_, words) => words, version: "" })
}

function isRuleCheck(check: (typeof allChecks)[number]): check is RuleCheck {
  return ruleChecks.some(({ id }) => id === check.id)
}

function Example({ docs: { example }, said }: { docs: CheckDocs; said: string }) {
  const metrics = "metrics" in example ? example.metrics?.trim() : undefined
  return (
    <>
      <h2>Example</h2>
      {"file" in example && (
        <p>
          In <code>{example.file}</code>:
        </p>
      )}
      {metrics && (
        <div className={styles.example}>
          <h3>The exporter shows</h3>
          <Yaml>{metrics}</Yaml>
        </div>
      )}
      <div className={styles.example}>
        <h3>Before</h3>
        <Yaml>{trimmed(example.before)}</Yaml>
      </div>
      {said !== "" && (
        <div className={styles.example}>
          <h3>The check says</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <pre className={styles.said} tabIndex={0}>
            <code>{said}</code>
          </pre>
        </div>
      )}
      <div className={styles.example}>
        <h3>After</h3>
        <Yaml>{trimmed(example.after)}</Yaml>
      </div>
    </>
  )
}
