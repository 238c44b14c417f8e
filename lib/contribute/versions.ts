/** Which of two version numbers is newer: negative when `a` is older. Numbers count as numbers; a suffix such as -rc.1 is older than none. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [split(a), split(b)]
  for (let i = 0; i < Math.max(left.numbers.length, right.numbers.length); i++) {
    const difference = (left.numbers[i] ?? 0) - (right.numbers[i] ?? 0)
    if (difference !== 0) return difference
  }
  if (left.suffix === right.suffix) return 0
  if (left.suffix === "" || right.suffix === "") return left.suffix === "" ? 1 : -1
  return left.suffix < right.suffix ? -1 : 1
}

function split(version: string): { numbers: number[]; suffix: string } {
  const [, numbers = "", suffix = ""] = /^v?([\d.]*)(?:-([^+]*))?/.exec(version) ?? []
  return { numbers: numbers.split(".").map(Number), suffix }
}

/** The image of another version: the old one's with its tag rewritten; undefined when the tag does not hold the old version. */
export function imageOfVersion(image: string, from: string, to: string): string | undefined {
  const [, name, tag = ""] = /^(.+):([\w.-]+)$/.exec(image.replace(/@sha256:.*$/, "")) ?? []
  if (name === undefined || !tag.includes(from)) return undefined
  return `${name}:${tag.replace(from, to)}`
}

/** The version number in the tag of a release, such as 1.90.0 in "v1.90.0"; undefined for a tag that is named otherwise. */
export function versionOfTag(tag: string): string | undefined {
  return /^(?:[a-z][a-z_-]*[/-])?v?(\d+(?:\.\d+)+)$/.exec(tag)?.[1]
}
