import type { Entry } from "@/lib/catalog/entry"
import type { AlertRule } from "@/lib/catalog/rule-file"
import { AWKWARD } from "./awkward"

/** An entry whose every text is awkward: what an author writes must survive as well as what a user types. */
export function hostileEntry(entry: Entry): Entry {
  const text = AWKWARD.join(" ")
  const tree = Object.fromEntries(AWKWARD.map((key, i) => [key, [AWKWARD[AWKWARD.length - 1 - i], { [key]: {} }]]))
  const [first, ...rules] = entry.rules
  const [group, ...groups] = first?.groups ?? []
  const annotations = { summary: text, description: `{{ $labels.instance }}\n${text}\n  indented\n` }
  const hostile: AlertRule = {
    alert: "Awkward",
    expr: "up == 0",
    labels: { severity: "warning", note: text },
    annotations,
  }
  return {
    ...entry,
    parameters: entry.parameters.map((parameter) => ({
      ...parameter,
      description: `${parameter.description}\nevil: true ${text}`,
    })),
    deploy: {
      ...entry.deploy,
      args: [...entry.deploy.args, ...AWKWARD],
      env: { ...entry.deploy.env, AWKWARD: text },
      files: [...entry.deploy.files, { path: "/etc/demo/awkward.yml", yaml: tree }],
      rbac: { scope: "cluster", rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }] },
    },
    rules:
      first && group
        ? [{ ...first, groups: [{ ...group, rules: [...group.rules, hostile] }, ...groups] }, ...rules]
        : [],
    dashboards: entry.dashboards.map((dashboard) => ({ ...dashboard, title: text, description: text })),
  }
}
