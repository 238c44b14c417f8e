import type { Metadata } from "next"
import Link from "next/link"
import { notFound } from "next/navigation"
import { bundleCommand, bundleOf, readBundleQuery } from "@/app/bundle-query"
import { Command } from "@/app/components/command"
import { catalog } from "@/app/server"
import { targets } from "@/lib/bundle/all"
import type { Parameter } from "@/lib/catalog/parameter"
import { valueText } from "@/lib/catalog/parameter-values"
import { GUIDES } from "../guides"

export async function generateMetadata({ params }: PageProps<"/docs/targets/[target]">): Promise<Metadata> {
  const id = (await params).target
  const target = targets.find((one) => one.id === id)
  return target ? { title: `${target.title}, install target`, description: target.summary } : {}
}

export default async function TargetPage({ params }: PageProps<"/docs/targets/[target]">) {
  const id = (await params).target
  const target = targets.find((one) => one.id === id)
  const guide = GUIDES[id]
  const entries = await catalog()
  const entry = entries.byId.get("redis-exporter") ?? entries.entries[0]
  if (!target || !guide || !entry) notFound()
  const example = exampleOf(entry, id)
  return (
    <>
      <p>
        <Link href="/docs/targets">All targets</Link>
      </p>
      <h1>{target.title}</h1>
      <p>{target.summary}</p>
      <h2>Before</h2>
      <p>{guide.needs}</p>
      <h2>Make the files</h2>
      <Command>{example.render}</Command>
      <ul>
        {example.files.map((path) => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
      </ul>
      {guide.about.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <h2>Apply them</h2>
      <Command>{example.usage}</Command>
      {guide.more?.map(([words, command]) => (
        <section key={command}>
          <p>{words}</p>
          <Command>{command}</Command>
        </section>
      ))}
      <Options options={target.options} />
      {guide.limits.length > 0 && (
        <>
          <h2>Limits</h2>
          <ul>
            {guide.limits.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** What the code itself answers for one entry with example values: commands in the docs cannot be out of date. */
function exampleOf(entry: Parameters<typeof readBundleQuery>[0], target: string) {
  const search = new URLSearchParams({ target })
  for (const parameter of [...entry.parameters, ...(targets.find(({ id }) => id === target)?.options ?? [])]) {
    if (!parameter.required || !("example" in parameter) || parameter.example === undefined) continue
    const prefix = entry.parameters.includes(parameter) ? "p" : "o"
    for (const text of [parameter.example].flat()) search.append(`${prefix}.${parameter.name}`, String(text))
  }
  const query = readBundleQuery(entry, search)
  const { bundle, request } = bundleOf(entry, query, { examples: true })
  const { archive, files } = bundle
  const path = archive ? `bundle/${archive.name}` : "bundle"
  return {
    render: bundleCommand(entry, query, "bundle", undefined),
    usage: targets.find(({ id }) => id === target)?.usage(path, request) ?? "",
    files: archive ? [archive.name] : files.map((file) => file.path),
  }
}

function Options({ options }: { options: readonly Parameter[] }) {
  if (options.length === 0) return null
  return (
    <>
      <h2>Options</h2>
      <ul>
        {options.map((option) => (
          <li key={option.name}>
            <code>--{option.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}</code>: {option.description}
            {option.required && <strong> (required)</strong>}
            {"default" in option && option.default !== undefined && (
              <>
                {" "}
                (default <code>{valueText(option.default)}</code>)
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
