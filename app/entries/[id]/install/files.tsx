import { type BundleQuery, bundleCommand, bundleSearch } from "@/app/bundle-query"
import { Command } from "@/app/components/command"
import { CopyButton } from "@/app/components/copy-button"
import { bytes, plural } from "@/app/components/format"
import { Yaml } from "@/app/components/yaml"
import { isLocal, siteUrl } from "@/app/server"
import { targetOf } from "@/lib/bundle/build"
import type { Bundle, BundleFile, BundleRequest } from "@/lib/bundle/bundle"
import type { Entry } from "@/lib/catalog/entry"
import styles from "./files.module.css"
import type { Preview } from "./preview"
import { yamlDocuments } from "./yaml-documents"

/** The files of a bundle, and the ways to take them. */
export function Files({ entry, query, shown }: { entry: Entry; query: BundleQuery; shown: Preview }) {
  const { bundle, request, open } = shown
  if (!bundle || !request)
    return (
      <p className={styles.none} role="status">
        No files: {plural(shown.faults.length, "field")} of the form {shown.faults.length === 1 ? "needs" : "need"} a
        correction.
      </p>
    )
  return (
    <section aria-labelledby="files">
      <div className={styles.head}>
        <h2 id="files">{plural(bundle.files.length, "file")}</h2>
        {open.length === 0 && <Downloads entry={entry} query={query} bundle={bundle} />}
      </div>
      {open.length > 0 && (
        <p className={styles.note}>
          Shown with example values. Fill in <strong>{open.join(", ")}</strong> to take the files.
        </p>
      )}
      <p className={styles.digest} role="status">
        <span className="sr">Digest of the files: </span>
        <code>{bundle.digest}</code>
      </p>
      {bundle.files.map((file) => (
        <FileView key={file.path} file={file} />
      ))}
      {open.length === 0 && (
        <div className={styles.command}>
          <h3>The same in a terminal</h3>
          <Command>{bundleCommand(entry, query, "bundle", siteUrl())}</Command>
          <h3>Then</h3>
          <Command>{usageOf(bundle, request)}</Command>
        </div>
      )}
    </section>
  )
}

/** What applies the files that the command above has written. */
function usageOf({ target, archive }: Bundle, request: BundleRequest): string {
  return targetOf(target).usage(archive ? `bundle/${archive.name}` : "bundle", request)
}

function Downloads({ entry, query, bundle }: { entry: Entry; query: BundleQuery; bundle: Bundle }) {
  const search = bundleSearch(entry, query)
  const link = (format: string): string => {
    const all = new URLSearchParams([["entry", entry.id], ...search, ["format", format], ["digest", bundle.digest]])
    return `/api/bundle/download?${all}`
  }
  return (
    <p className={styles.downloads}>
      {isLocal() && bundle.objects.length > 0 && (
        <a className={styles.cluster} href="#cluster">
          Install to a cluster
        </a>
      )}
      {bundle.archive && (
        <a href={link("archive")} download="">
          Download {bundle.archive.name}
        </a>
      )}
      {bundle.files.length === 1 && (
        <a href={link("yaml")} download="">
          Download YAML
        </a>
      )}
      <a href={link("zip")} download="">
        Download zip
      </a>
    </p>
  )
}

function FileView({ file }: { file: BundleFile }) {
  const documents = yamlDocuments(file)
  return (
    <div className={styles.file}>
      <div className={styles.bar}>
        <h3>
          <code>{file.path}</code>
        </h3>
        <span>{bytes(new TextEncoder().encode(file.content).length)}</span>
        <CopyButton text={file.content} what={file.path} />
      </div>
      {documents.map(({ title, text }, i) => (
        <details key={title} open={i === 0}>
          <summary>
            <span>{title}</span>
            <small>{plural(text.split("\n").length - 1, "line")}</small>
          </summary>
          <Yaml>{text}</Yaml>
        </details>
      ))}
    </div>
  )
}
