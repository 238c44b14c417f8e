import { HubError } from "@/lib/error"
import type { FileSource } from "./source"

/** Where one registry is: a folder, or a Git repository at a branch, tag or commit, below a folder of it. */
export type RegistryPlace =
  | { kind: "folder"; path: string }
  | { kind: "git"; url: string; ref?: string; folder?: string }

/** A registry that is laid over others, with the name that people see. */
export interface RegistrySpec {
  name: string
  place: RegistryPlace
}

/** A registry that can be read. */
export interface NamedSource {
  name: string
  source: FileSource
}

/** Where an entry comes from. */
export interface EntryOrigin {
  registry: string
  /** Registries further down that have an entry of this id too, which is not seen. */
  shadows: readonly string[]
}

/** Registries as one, and where each entry of it comes from. */
export interface LayeredRegistries {
  source: FileSource
  /** By id of the entry. */
  origins: ReadonlyMap<string, EntryOrigin>
}

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const GIT = /^(?:https?|ssh|file):\/\/|^[\w.-]+@[\w.-]+:/
/** Git's own notation for "run this program": never what someone means here. */
const PROGRAM = /^[\w+.-]+::|^-/

/**
 * The registries in a setting such as `company=/srv/registry, https://git.example.com/team/registry.git#v2:catalog`:
 * comma or line separated, the first one on top. Each is `[name=]folder` or `[name=]git-url[#ref[:folder]]`; without a
 * name it has that of its folder or repository. Throws HubError("usage") for what cannot be read or is named twice.
 */
export function parseRegistries(setting: string): RegistrySpec[] {
  const specs = setting
    .split(/[,\n]/)
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map(parseRegistry)
  const twice = specs.find(({ name }, i) => specs.findIndex((other) => other.name === name) !== i)
  if (twice) {
    throw new HubError("usage", `Two registries are named ${twice.name}`, {
      hint: "Give one a name: name=folder-or-url",
    })
  }
  return specs
}

function parseRegistry(text: string): RegistrySpec {
  const [, given, location = ""] = /^(?:([^=/:@]*)=)?(.*)$/s.exec(text) ?? []
  if (location === "" || PROGRAM.test(location)) {
    throw new HubError("usage", `${withoutSecrets(text)} is no registry`, {
      hint: "Write [name=]folder or [name=]git-url[#ref[:folder]]",
    })
  }
  const place = GIT.test(location) ? gitPlace(location) : { kind: "folder" as const, path: location }
  const name = given ?? nameOf(place)
  if (!NAME.test(name)) {
    throw new HubError("usage", `${JSON.stringify(name)} is no name of a registry: it must be kebab-case`, {
      hint: "Give it one: name=folder-or-url",
    })
  }
  return { name, place }
}

function gitPlace(location: string): RegistryPlace {
  const hash = location.indexOf("#")
  const url = hash === -1 ? location : location.slice(0, hash)
  const [ref = "", ...rest] = hash === -1 ? [] : location.slice(hash + 1).split(":")
  const folder = rest.join(":").replace(/^\/+|\/+$/g, "")
  if (ref.startsWith("-") || /[\s~^?*[\\]|\.\./.test(ref))
    throw new HubError("usage", `${ref} is no branch, tag or commit`)
  if (folder.split("/").includes("..")) throw new HubError("usage", `${folder} is outside of the repository`)
  return { kind: "git", url, ...(ref ? { ref } : {}), ...(folder ? { folder } : {}) }
}

function nameOf(place: RegistryPlace): string {
  const path = place.kind === "folder" ? place.path : place.url
  const last = path.replace(/\/+$/, "").split(/[/:]/).at(-1) ?? ""
  return last
    .replace(/\.git$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
}

/** A location as it may be shown: without the user and password of a URL. */
export function withoutSecrets(text: string): string {
  return text.replace(/(\/\/)[^/@\s]+@/g, "$1")
}

/** Lays registries over each other, the first one on top: an entry comes as a whole from the first that has its id. */
export async function layer(registries: readonly NamedSource[]): Promise<LayeredRegistries> {
  const holders = new Map<string, NamedSource[]>()
  for (const registry of registries) {
    for (const id of entryFolders(await registry.source.list(""))) {
      holders.set(id, [...(holders.get(id) ?? []), registry])
    }
  }
  const holder = (path: string): FileSource | undefined => holders.get(path.split("/")[0] ?? "")?.[0]?.source
  return {
    origins: new Map(
      [...holders].map(([id, [top, ...below]]) => [
        id,
        { registry: top?.name ?? "", shadows: below.map(({ name }) => name) },
      ]),
    ),
    source: {
      async list(folder) {
        if (folder !== "") return (await holder(folder)?.list(folder)) ?? []
        const lists = await Promise.all([...holders].map(([id, [top]]) => top?.source.list(id) ?? []))
        return lists.flat().sort()
      },
      async read(path) {
        const source = holder(path)
        if (!source) throw new HubError("not-found", `No registry has ${path}`)
        return source.read(path)
      },
    },
  }
}

/** A folder is an entry where it has an `entry.yaml`: a private registry may be a repository with other things in it. */
function entryFolders(files: readonly string[]): string[] {
  return files.flatMap((file) => (/^[^/]+\/entry\.yaml$/.test(file) ? [file.slice(0, file.indexOf("/"))] : []))
}
