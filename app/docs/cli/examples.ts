/** A call of each command, in the order of the help text, with what it does. */
export const cliExamples: readonly (readonly [call: string, does: string])[] = [
  ["npx exporterhub search disk full", "Find alerts, dashboards, metrics and exporters."],
  ["npx exporterhub show redis-exporter", "Everything about one entry, with its evidence."],
  [
    "npx exporterhub bundle redis-exporter \\\n  --set address=redis://redis.default:6379 \\\n  --output bundle",
    "Write the files of a bundle.",
  ],
  [
    "npx exporterhub tune redis-exporter \\\n  --threshold RedisMemoryNearLimit=0.95 -o tune.yaml",
    "Write changes to rules down, with what they were made against. bundle, plan and install take the file.",
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
  ["npx exporterhub validate", "All checks on the catalog, as CI runs them; --watch goes on with every save."],
  ["npx exporterhub lint my-rules.yaml --against redis-exporter", "The checks on your own files."],
  ["npx exporterhub test --mutate", "Unit tests in real promtool, and whether they would notice faults in the rules."],
  ["npx exporterhub new memcached-exporter --capture memcached.prom", "Begin an entry."],
  [
    "npx exporterhub import rules/ --entry redis-exporter \\\n  --source https://github.com/some/rules --commit 1a2b3c4 --license MIT",
    "Take rules and dashboards of others, and say what could not be taken.",
  ],
  [
    'npx exporterhub capture http://localhost:9121/metrics \\\n  --target "Redis 8.0.2" -o redis.prom',
    "Record a running exporter, with provenance and without secrets.",
  ],
  ["npx exporterhub bump redis-exporter --capture new.prom", "Add a version, and say what it breaks."],
  ["npx exporterhub outdated", "Entries whose project has released a newer version."],
  ["npx exporterhub fmt", "Canonical order and style; --check only tells."],
  [
    "npx exporterhub propose redis-exporter --repo owner/name",
    "Show the changes, then open a pull request; without a token, the pages of GitHub's editor.",
  ],
  [
    "npx exporterhub review --base main --head HEAD",
    "Review a change of a registry: what it touches is checked, and only what is new is a problem.",
  ],
  [
    "npx exporterhub review-comment --repository o/r --pull-request 7 \\\n  --head <commit> --report report.json --trusted trusted.json",
    "Write the one comment of a review and its label to a pull request; for CI.",
  ],
  ["npx exporterhub owners", "Write CODEOWNERS from the maintainers of the entries; --check only tells."],
  ["npx exporterhub schema", "Write the JSON Schemas of the registry's files, for editors."],
  ["MEILI_URL=http://127.0.0.1:7700 npx exporterhub index", "Fill Meilisearch, where a hub searches there."],
  ["npx exporterhub mcp", "An MCP server on standard input and output, for assistants."],
]
