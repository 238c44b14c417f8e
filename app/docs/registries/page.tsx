import type { Metadata } from "next"
import Link from "next/link"
import { Command } from "@/app/components/command"

export const metadata: Metadata = {
  title: "Several registries",
  description:
    "Lay a registry of your own over the public one: how entries are found, which one wins, and how logins work.",
}

export default function RegistriesPage() {
  return (
    <>
      <h1>Several registries</h1>
      <p>
        Your company has exporters of its own, or wants other alerts for some of the public ones. Put those entries into
        a registry of yours, a folder or a Git repository, and lay it over the public one. Whoever uses the hub sees one
        catalog.
      </p>
      <Command>
        {
          "export EXPORTERHUB_REGISTRIES=company=https://git.example.com/monitoring/registry.git#main:catalog\nnpm start"
        }
      </Command>
      <h2>What a registry is</h2>
      <p>
        A folder with a folder per entry in it, as <code>catalog/</code> of this repository. Only folders with an{" "}
        <code>entry.yaml</code> count, so the repository may hold other things too. Check it with{" "}
        <code>exporterhub validate --catalog folder</code>.
      </p>
      <h2>How it is written</h2>
      <p>
        <code>EXPORTERHUB_REGISTRIES</code> lists registries with commas or line breaks between them; the first one is
        on top, and what <code>EXPORTERHUB_CATALOG</code> names is below them all.
      </p>
      <dl>
        <div>
          <dt>
            <code>name=/srv/registry</code>
          </dt>
          <dd>A folder. Without a name the registry has that of the folder.</dd>
        </div>
        <div>
          <dt>
            <code>name=https://host/repository.git#ref:folder</code>
          </dt>
          <dd>
            A Git repository by <code>https</code>, <code>ssh</code> or <code>user@host:path</code>, at a branch, tag or
            commit (else its default branch), with its entries in a folder (else at its top).
          </dd>
        </div>
      </dl>
      <h2>Which entry wins</h2>
      <p>
        An entry is taken whole from the first registry that has its id, never merged: what you see is what somebody
        tested. The entry’s page, <code>exporterhub show</code> and the <Link href="/docs/api">API</Link> say where it
        comes from and what it hides, and searches can be narrowed to one registry. An entry that is broken in the upper
        registry hides the one below as well, and the log says why. To change single thresholds of a public entry you
        need no registry: <Link href="/docs/tuning">tune</Link> it.
      </p>
      <h2>Staying up to date</h2>
      <p>
        Registries are read when the hub starts. With <code>EXPORTERHUB_REFRESH=10m</code> they are read again every ten
        minutes while the catalog before goes on to answer. When a repository does not answer, its last copy is used,
        and the entry’s page and the log say so; without a copy the hub does not start. The command line reads
        repositories at each call.
      </p>
      <h2>Logins</h2>
      <p>
        Git’s own credential helpers, SSH keys and tokens of the user who runs the hub are used; nothing is asked for,
        and what stands in a URL is never shown. Nothing of a repository is run: no hooks, no submodules, no links out
        of its folder.
      </p>
    </>
  )
}
