import type { Answers } from "./answers"
import type { FirstAlert } from "./first-alerts"

/** The README of a new entry: the sections that it needs, with questions to its author as comments that no page shows. */
export function readmeText(answers: Answers, software: string): string {
  const { title, summary, source, kind } = answers
  return `# ${title}

${summary}

## Prerequisites

<!-- Which user with which rights does it need (the least that works, as commands to copy), and which settings of ${software}? -->
${kind === "exporter" ? "The exporter" : software} needs nothing beyond a network path from Prometheus that is known of so far.

## Parameters

<!-- A line for each parameter of entry.yaml: what it is for, and what happens without it. -->
There are no parameters yet.

## Troubleshooting

<!-- What goes wrong in practice, by what one sees: a message in the log, a metric that is 0 or missing. -->
**No metrics at all.** Ask by hand first: \`curl -s http://HOST:${answers.port}/metrics | head\`.

## Limits

<!-- What do these metrics not say? What do the alerts assume? -->
The first alerts say whether ${software} can be reached, and nothing of how well it works.

## Sources of facts

- [${title}](${source})
`
}

/** The runbook of a first alert. */
export function runbookText({ name, expr, runbook }: FirstAlert, id: string): string {
  const { title, meaning, impact, mitigation } = runbook
  return `---
alert: ${name}
title: ${JSON.stringify(title)}
---
## Meaning

${meaning}

## Impact

${impact}

## Diagnosis

Since when, and for which instances?

\`\`\`promql
${expr}
\`\`\`

\`\`\`sh
kubectl get pods -A -l app.kubernetes.io/name=${id} -o wide
kubectl logs -n NAMESPACE POD --tail=50
\`\`\`

## Mitigation

${mitigation}
`
}
