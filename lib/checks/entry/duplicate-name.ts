import { type Entry, inside, type Origin } from "@/lib/catalog/entry"
import type { EntryCheck } from "@/lib/checks/check"

interface Named {
  what: string
  name: string
  at: Origin
}

/** Two things of one name: one of them is lost, or merged with the other, on the way to the cluster. */
export const duplicateName: EntryCheck = {
  id: "duplicate-name",
  severity: "error",
  summary: "A name is used twice in the entry",
  needs: [],
  docs: {
    why: `Of two rules, groups, parameters or files with one name, one is lost or merged with the other on the way to the cluster:
two alerts of one name share their notifications and silences, two groups of one name are refused by the operator.`,
    fix: "Rename or remove one of them.",
    example: {
      file: "rules/alerts.yaml",
      before: "  - name: demo-availability\n    rules:\n      - alert: DemoMemoryHigh",
      after: "  - name: demo-availability\n    rules:\n      - alert: DemoDown",
    },
  },
  run(entry) {
    const seen = new Set<string>()
    return names(entry).flatMap(({ what, name, at }) => {
      const key = `${what} ${name}`
      if (seen.has(key))
        return [{ at, message: `The ${what} ${name} is there twice`, hint: "Rename or remove one of them" }]
      seen.add(key)
      return []
    })
  },
}

function names(entry: Entry): Named[] {
  const file = `${entry.id}/entry.yaml`
  return [
    ...entry.alerts.map(({ alert, origin }) => ({ what: "alert", name: alert, at: inside(origin, "alert") })),
    ...entry.recordings.map(({ record, origin }) => ({
      what: "recording rule",
      name: record,
      at: inside(origin, "record"),
    })),
    ...entry.rules.flatMap(({ file, groups }) =>
      groups.map(({ name }, g) => ({ what: "rule group", name, at: { file, path: ["groups", g, "name"] } })),
    ),
    ...entry.parameters.map(({ name }, p) => ({
      what: "parameter",
      name,
      at: { file, path: ["parameters", p, "name"] },
    })),
    ...entry.metrics.map(({ name }, m) => ({
      what: "declared metric",
      name,
      at: { file, path: ["metrics", m, "name"] },
    })),
    ...entry.versions.map(({ version }, v) => ({
      what: "version",
      name: version,
      at: { file, path: ["versions", v, "version"] },
    })),
    ...entry.deploy.files.map(({ path }, f) => ({
      what: "configuration file",
      name: path.replace(/^.*\//, ""),
      at: { file, path: ["deploy", "files", f, "path"] },
    })),
  ]
}
