import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { gunzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { tar, tgz } from "@/lib/bundle/archive"
import { HubError } from "@/lib/error"

const FILES = [
  { path: "a.txt", content: "hello\n" },
  { path: "empty", content: "" },
  { path: "block", content: "x".repeat(512) },
  { path: "deep/er/script.sh", content: "#!/bin/sh\necho é 🙂\n", executable: true },
]

const gnuTar = (flags: readonly string[], input: Uint8Array): string =>
  execFileSync("tar", flags, { input, encoding: "utf8", env: { ...process.env, TZ: "UTC", LC_ALL: "C" } })

test("GNU tar reads names, modes, sizes and content", () => {
  const archive = tar("top", FILES)
  const rows = gnuTar(["-tvf", "-"], archive).trim().split("\n")
  expect(rows.map((row) => row.replace(/\s+/g, " "))).toEqual([
    "-rw-r--r-- 0/0 6 1970-01-01 00:00 top/a.txt",
    "-rw-r--r-- 0/0 0 1970-01-01 00:00 top/empty",
    "-rw-r--r-- 0/0 512 1970-01-01 00:00 top/block",
    "-rwxr-xr-x 0/0 23 1970-01-01 00:00 top/deep/er/script.sh",
  ])
  for (const { path, content } of FILES) expect(gnuTar(["-xOf", "-", `top/${path}`], archive)).toBe(content)
})

test("a long path is split where the format wants it", () => {
  const path = `${"folder/".repeat(20)}file.txt`
  expect(gnuTar(["-tf", "-"], tar("top", [{ path, content: "x" }])).trim()).toBe(`top/${path}`)
})

test("a path that the format cannot hold is refused", () => {
  expect(() => tar("top", [{ path: "x".repeat(101), content: "" }])).toThrow(HubError)
  expect(() => tar("top", [{ path: "é", content: "" }])).toThrow(HubError)
})

test("compressed bytes are the same everywhere: no time, no system, one compressor", () => {
  const bytes = tgz("top", FILES)
  expect([...bytes.slice(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3])
  expect(gunzipSync(bytes).equals(tar("top", FILES))).toBe(true)
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(
    "0549fd17498f877265f16243a2ee66de858f9328598f01da43f9e3a5cfd39924",
  )
})
