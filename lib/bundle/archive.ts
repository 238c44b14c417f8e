import { gzipSync, strToU8 } from "fflate"
import { HubError } from "@/lib/error"
import type { BundleFile } from "./bundle"

const BLOCK = 512
const encoder = new TextEncoder()

/**
 * A tar archive (POSIX ustar) of files below one folder, byte for byte reproducible: no owner, no time, order as given.
 * Throws HubError("usage") for a path that the format cannot hold.
 */
export function tar(folder: string, files: readonly BundleFile[]): Uint8Array<ArrayBuffer> {
  const parts = files.flatMap(({ path, content, executable }) => {
    const data = encoder.encode(content)
    const padding = new Uint8Array((BLOCK - (data.length % BLOCK)) % BLOCK)
    return [header(`${folder}/${path}`, data.length, executable ? 0o755 : 0o644), data, padding]
  })
  return join([...parts, new Uint8Array(2 * BLOCK)])
}

/** The same, compressed. The compressor is JavaScript, so that every machine gives the same bytes. */
export function tgz(folder: string, files: readonly BundleFile[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(tar(folder, files), { mtime: 0, level: 9 }))
}

function header(path: string, size: number, mode: number): Uint8Array {
  const { prefix, name } = splitPath(path)
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, "0")}\0`
  const fields: [offset: number, text: string][] = [
    [0, name],
    [100, octal(mode, 7)],
    [108, octal(0, 7)],
    [116, octal(0, 7)],
    [124, octal(size, 11)],
    [136, octal(0, 11)],
    // While it is summed up, the checksum counts as blanks.
    [148, " ".repeat(8)],
    [156, "0"],
    [257, "ustar\x0000"],
    [345, prefix],
  ]
  const block = new Uint8Array(BLOCK)
  for (const [offset, text] of fields) block.set(strToU8(text), offset)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.set(strToU8(`${sum.toString(8).padStart(6, "0")}\0 `), 148)
  return block
}

/** ustar keeps 100 bytes of a path, and 155 more of the folders in front of it. */
function splitPath(path: string): { prefix: string; name: string } {
  if (/^[\x20-\x7e]{1,100}$/.test(path)) return { prefix: "", name: path }
  const match = /^([\x20-\x7e]{1,155})\/([\x20-\x7e]{1,100})$/.exec(path)
  if (match?.[1] && match[2]) return { prefix: match[1], name: match[2] }
  throw new HubError("usage", `The path ${path} is too long for an archive`)
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
