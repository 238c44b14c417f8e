import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { targets } from "@/lib/bundle/all"
import { buildBundle } from "@/lib/bundle/build"
import { demoRequest, smallDashboard } from "./requests"

const FOLDER = fileURLToPath(new URL("../../golden/bundle", import.meta.url))

// How these files are written anew stands in test/golden/README.md.
test.each(targets.map(({ id }) => id))("%s", async (target) => {
  const raw = { password: "demo-auth/pw", level: "3", verbose: "true", note: "{{ it's }} $(fine)" }
  const request = await demoRequest({ labels: { release: "prometheus" } }, raw, smallDashboard)
  const { files, archive } = buildBundle(target, request)
  const text = files
    .map(({ path, content, executable }) => `==> ${path}${executable ? " *" : ""}\n${content}`)
    .join("\n")
  await expect(archive ? `${archive.name}\n\n${text}` : text).toMatchFileSnapshot(`${FOLDER}/${target}.txt`)
})

test("no golden file is left of a target that is gone", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(targets.map(({ id }) => `${id}.txt`).sort())
})
