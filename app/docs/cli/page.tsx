import type { Metadata } from "next"
import { Command } from "@/app/components/command"

export const metadata: Metadata = { title: "Command line" }

const COMMANDS: readonly (readonly [string, string])[] = [
  ["npx exporterhub search disk full", "Find alerts, dashboards, metrics and exporters."],
  ["npx exporterhub show redis-exporter", "Everything about one entry, with its evidence."],
  [
    "npx exporterhub bundle redis-exporter \\\n  --set address=redis://redis.default:6379 \\\n  --output bundle",
    "Write the files of a bundle.",
  ],
  [
    "npx exporterhub plan redis-exporter \\\n  --context staging --namespace monitoring",
    "What installing would change in a cluster. Writes nothing.",
  ],
  [
    "npx exporterhub install redis-exporter \\\n  --context staging --namespace monitoring",
    "Show the plan, ask, apply it as one, and wait until it works.",
  ],
  ["npx exporterhub status --context staging", "What is installed, and how it is."],
  ["npx exporterhub drift redis-exporter --context staging", "What someone changed since, and who."],
  [
    "npx exporterhub upgrade redis-exporter \\\n  --context staging --namespace monitoring",
    "To the versions of the catalog, with your parameters and tuning.",
  ],
  ["npx exporterhub rollback redis-exporter --to 2 --context staging", "Back to an earlier revision."],
  [
    "npx exporterhub uninstall redis-exporter \\\n  --context staging --namespace monitoring",
    "Take it away without a trace.",
  ],
  ["npx exporterhub lint my-rules.yaml --against redis-exporter", "The checks on your own files."],
  ["MEILI_URL=http://127.0.0.1:7700 npx exporterhub index", "Fill Meilisearch, where a hub searches there."],
  ["npx exporterhub validate", "All checks on the catalog, as CI runs them; --watch goes on with every save."],
  ["npx exporterhub test --mutate", "Unit tests in real promtool, and whether they would notice faults in the rules."],
  [
    'npx exporterhub capture http://localhost:9121/metrics \\\n  --target "Redis 8.0.2" -o redis.prom',
    "Record a running exporter, with provenance and without secrets.",
  ],
  ["npx exporterhub new memcached-exporter --capture memcached.prom", "Begin an entry."],
  ["npx exporterhub fmt", "Canonical order and style; --check only tells."],
  ["npx exporterhub bump redis-exporter --capture new.prom", "Add a version, and say what it breaks."],
]

export default function CliPage() {
  return (
    <>
      <h1>Command line</h1>
      <p>
        The commands work in a clone of the repository after <code>npm ci</code>. Every one takes <code>--json</code>{" "}
        and <code>--help</code>.
      </p>
      {COMMANDS.map(([command, words]) => (
        <section key={command}>
          <p>{words}</p>
          <Command>{command}</Command>
        </section>
      ))}
      <h2>Exit codes</h2>
      <ul>
        <li>
          <code>0</code>: fine
        </li>
        <li>
          <code>1</code>: findings; the plan or the content is not clean
        </li>
        <li>
          <code>2</code>: wrong use, or input that cannot be read
        </li>
        <li>
          <code>3</code>: the outside world failed
        </li>
      </ul>
    </>
  )
}
