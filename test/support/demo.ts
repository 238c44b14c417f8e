import { fileURLToPath } from "node:url"
import { disk } from "@/lib/adapters/disk"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntry } from "@/lib/catalog/load-entry"
import { filesOf } from "./memory-source"

/** Folder of the registry that the tests own. */
export const FIXTURES = fileURLToPath(new URL("../fixtures", import.meta.url))

/** The files of the demo entry by path. */
export function demoFiles(): Promise<Record<string, string>> {
  return filesOf(disk(FIXTURES), "demo-exporter")
}

/** The demo entry, parsed. */
export async function demoEntry(): Promise<Entry> {
  const { entry } = await loadEntry(disk(FIXTURES), "demo-exporter")
  if (!entry) throw new Error("the demo entry is broken")
  return entry
}
