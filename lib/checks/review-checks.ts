import type { LoadingCheck } from "./loading-checks"

/** Faults of a change rather than of an entry: found when a pull request is compared with its base. None can be silenced. */
export const reviewChecks: readonly LoadingCheck[] = [
  {
    id: "mixed-change",
    severity: "error",
    summary: "The pull request changes entries and the hub's own code at once",
    why: "Entries are judged by the code of the base branch. A change that brings both could bring the check that lets it pass, so each goes into a pull request of its own.",
  },
  {
    id: "file-kind",
    severity: "error",
    summary: "A symbolic link, a submodule or an executable file is in an entry",
    why: "A link can lead out of the registry to files of whoever reads it, a submodule to code from elsewhere. An entry holds plain files, mode 100644, and nothing that runs.",
  },
  {
    id: "file-size",
    severity: "error",
    summary: "A file is larger than any file of its kind needs to be",
    why: "Everybody who clones the registry downloads every byte of it, for ever. YAML may have 1 MiB, text 256 KiB, a capture 8 MiB: trim a capture with `exporterhub capture --series`.",
  },
  {
    id: "file-count",
    severity: "error",
    summary: "The pull request changes more files than anyone can review",
    why: "Nobody reads three hundred files with care. One entry at a time is reviewed sooner, and a fault in one does not hold up the others.",
  },
  {
    id: "binary-file",
    severity: "error",
    summary: "A file is not text",
    why: "Reviewers cannot read what is not UTF-8 text, and no part of an entry needs it. A capture that was saved while compressed is the usual reason: record it with `exporterhub capture`.",
  },
  {
    id: "unusual-name",
    severity: "error",
    summary: "A path has characters that look like others, or that some systems refuse",
    why: "An id with a Cyrillic letter looks like the entry that people trust and is another. Two paths that differ in case are one file on macOS and Windows. Names have ASCII letters, digits, dots and dashes; ids are kebab-case.",
  },
  {
    id: "git-attributes",
    severity: "error",
    summary: "A file changes how Git or a tool treats the registry",
    why: "A `.gitattributes` can hide changes from the diff that reviewers read, a `.gitmodules` fetches from elsewhere, and hidden files are read by nobody. Entries have none of them.",
  },
  {
    id: "renamed-id",
    severity: "error",
    summary: "An entry's folder is renamed",
    why: "The id is in the names of installed objects, in links and in upgrades of everybody who uses the entry. It stays for ever; the title can change, and a new name is an alias.",
  },
  {
    id: "stolen-id",
    severity: "error",
    summary: "Somebody who does not maintain an entry takes it over",
    why: "People install an id because they know whose it is. Another source, or other maintainers in place of all those before, are for one of its maintainers to propose, or to be agreed in an issue with the registry's owners first.",
  },
  {
    id: "id-clash",
    severity: "error",
    summary: "An id or alias is that of another entry",
    why: "Who types the name of one entry must not be led to another. Take the upstream project's own name, and aliases that no entry has as its id.",
  },
  {
    id: "capture-secret",
    severity: "error",
    summary: "A capture shows a password, a token or a key",
    why: "What was pushed to a public repository is known to the world within minutes, and removing the line later does not change that. Revoke the secret, then record again with `exporterhub capture --redact`.",
  },
  {
    id: "code-owners",
    severity: "error",
    summary: "CODEOWNERS is not what the maintainers of the entries make of it",
    why: "The file decides whose approval a change needs, so nobody writes it by hand: `exporterhub owners` makes it from `maintainers` of each entry.",
  },
]
