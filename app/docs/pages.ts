interface DocsPage {
  href: `/docs/${string}`
  title: string
  /** What it is about, after its title and a colon. */
  about: string
}

/** The pages of the documentation below its overview, in the order in which they are read. */
export const docsPages: readonly DocsPage[] = [
  { href: "/docs/proofs", title: "How proofs work", about: "what the ticks mean, and what they do not." },
  { href: "/docs/checks", title: "Checks", about: "every fault that is looked for, with an example." },
  { href: "/docs/lint", title: "Lint your own rules", about: "the same checks on your files." },
  { href: "/docs/targets", title: "Install targets", about: "which files you get for which setup." },
  { href: "/docs/install", title: "Install to a cluster", about: "what is looked at before anything is written." },
  { href: "/docs/installs", title: "The life of an install", about: "upgrade, drift, rollback and removal." },
  { href: "/docs/tuning", title: "Tune rules", about: "thresholds of your own that outlive the next version." },
  { href: "/docs/contribute", title: "From missing to merged", about: "add an exporter, or a new version of one." },
  { href: "/docs/cli", title: "Command line", about: "the same without a browser." },
  { href: "/docs/self-host", title: "Run your own hub", about: "with your own entries, or in public." },
  { href: "/docs/registries", title: "Several registries", about: "entries of your own beside the public ones." },
  { href: "/docs/registry-ci", title: "Review pull requests", about: "what a change of a registry is held against." },
  { href: "/docs/api", title: "API reference", about: "everything here for programs, feeds and embeds." },
  { href: "/docs/mcp", title: "For assistants (MCP)", about: "everything here for assistants." },
  { href: "/docs/design", title: "Design", about: "every colour and measure of this site, with its contrast." },
]
