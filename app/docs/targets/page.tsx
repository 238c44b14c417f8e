import type { Metadata } from "next"
import Link from "next/link"
import { Command } from "@/app/components/command"
import { targets } from "@/lib/bundle/all"

export const metadata: Metadata = {
  title: "Install targets",
  description:
    "The forms that a bundle can take, from the Prometheus Operator to Helm, Flux and plain files, and what each one needs.",
}

export default function TargetsPage() {
  return (
    <>
      <h1>Install targets</h1>
      <p>
        A bundle is an exporter with your values, rendered as files. The same input gives the same bytes; the digest
        says so. Values are written into the tree of an object by a serializer, never pasted into a text template.
      </p>
      {targets.map(({ id, title, summary }) => (
        <section key={id}>
          <h2>
            <Link href={`/docs/targets/${id}`}>{title}</Link>
          </h2>
          <p>{summary}</p>
          <Command>{`npx exporterhub bundle redis-exporter --examples --target ${id} --output bundle`}</Command>
        </section>
      ))}
      <h2>Secrets</h2>
      <p>
        A bundle never holds a secret. It names a Secret and a key in your cluster, and the exporter reads it there.
        Create the Secret before you install.
      </p>
      <h2>Labels that your Prometheus asks for</h2>
      <p>
        Prometheus Operator selects monitors and rules by label. kube-prometheus-stack asks for the name of its Helm
        release by default: give it as an extra label, such as <code>release=prometheus</code>.
      </p>
      <h2>Links that do not move</h2>
      <p>
        The download links of the builder carry the digest. When the catalog changes, such a link answers with a
        conflict instead of other files.
      </p>
    </>
  )
}
