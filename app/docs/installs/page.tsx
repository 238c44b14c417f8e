import type { Metadata } from "next"
import { Command } from "@/app/components/command"
import { Yaml } from "@/app/components/yaml"

export const metadata: Metadata = {
  title: "The life of an install",
  description: "Upgrade, roll back, watch for drift and uninstall: what happens to your cluster at each step.",
}

const RECORD = `metadata:
  name: exporterhub-redis-exporter       # in the namespace of the install
  annotations:
    exporterhub.io/revision: "4"         # the last complete one
    exporterhub.io/busy-with: upgrade    # only while something is under way, or was killed
data:
  revision.4: …                          # request, objects, what stays with others; packed
  revision.3: …
`

export default function InstallsPage() {
  return (
    <>
      <h1>The life of an install</h1>
      <p>
        Everything about an install is kept in one Secret beside it, its record. The hub stores nothing else, so that
        every terminal and every hub with the same rights sees the same.
      </p>
      <Yaml>{RECORD}</Yaml>
      <p>
        It holds the last ten revisions, fewer when they are large, and no value of any Secret. Members carry the label
        of an ApplySet (KEP-3659), so that kubectl knows whose they are.
      </p>

      <h2>Upgrade</h2>
      <Command>npx exporterhub upgrade redis-exporter --context prod</Command>
      <p>
        Plans the versions that the catalog has now, with the parameters, labels and tuning that the install was made
        with. <code>--set</code> changes one of them; what equals a default is not recorded, so that a new default
        reaches you. Your tuning is merged with the new rules. Where both changed the same, nothing is written until you
        decide: with a flag for that field, or with a file that <code>--write-tune</code> gives you to edit.
      </p>

      <h2>Conflicts</h2>
      <p>
        A field that someone else has set is never taken silently. The plan names it and who has it, and you choose:
      </p>
      <ul>
        <li>
          <code>--keep-theirs Deployment/redis-exporter:.spec.replicas</code> leaves it to them, in every later version
          too, for example under an autoscaler;
        </li>
        <li>
          <code>--take-over Deployment/redis-exporter</code> makes the contested fields of that object ours, and forgets
          what was left to others;
        </li>
        <li>without either nothing is written.</li>
      </ul>
      <p>
        <code>--adopt ConfigMap/dashboard</code> makes an object part of the install that was there before. What{" "}
        <code>kubectl apply</code> had put into it and the bundle has not goes; how it was is recorded. An adopted
        object is never deleted: when the install goes, fails, or no longer has it, it is put back as it was, with its
        managers. Secrets and members of another set are not adopted.
      </p>

      <h2>Drift</h2>
      <Command>npx exporterhub drift redis-exporter --context prod</Command>
      <p>
        Compares what was applied with what is there, by dry runs, and tells per field who has it now. It exits with 1
        when there is drift. What others added beside our fields is none. <code>upgrade</code> or <code>install</code>{" "}
        makes deleted objects again; a field that someone else holds needs <code>--take-over</code>.
      </p>

      <h2>Roll back</h2>
      <Command>npx exporterhub rollback redis-exporter --to 3 --context prod</Command>
      <p>
        Plans and applies a recorded revision, which becomes a new one, so that going back can be taken back.{" "}
        <code>status</code> lists the revisions. Secrets stay as they are.
      </p>

      <h2>When something fails</h2>
      <p>
        An apply that fails is taken back: to the revision before, or to nothing when it was the first. Removing what a
        new version no longer has comes last, after everything new is ready. When the API server went away, undoing goes
        on as soon as it answers. A process that was killed leaves a record that says so: the same command finishes it,{" "}
        <code>rollback</code> goes back, and <code>uninstall</code> removes what is there. Its lock ends after{" "}
        <code>--lease</code>, 30 seconds unless told.
      </p>

      <h2>Several clusters</h2>
      <Command>npx exporterhub install node-exporter --contexts canary,prod-a,prod-b</Command>
      <p>
        All are planned first, and one plan that is not clean stops all of them. Then comes the first, alone; when it
        fails, the others are not touched. The rest follows, three at a time, each a transaction of its own.
      </p>
    </>
  )
}
