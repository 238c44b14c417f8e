/** Characters that a backslash may stand before in RE2: punctuation, and the letters of Perl's classes. */
const ESCAPABLE = new Set(".+*?()[]{}|^$\\/-:,=@%&'\"<>!~;# dDwWsS")
const IN_CLASS = /^[\w .:/,@%=+*?()|$]$/
const ALPHANUMERIC = /^[A-Za-z0-9]$/
const MAX_DEPTH = 50

/**
 * Whether a pattern is surely valid in RE2, in any release: literals, groups, simple classes, one quantifier at a time.
 * False means that a compiler must tell. Compiling is by far the most expensive part of parsing an expression, and most
 * patterns in rules are plain enough to know without it.
 */
export function isPlainRegex(pattern: string): boolean {
  let depth = 0
  let repeatable = false
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at)
    switch (char) {
      case "*":
      case "+":
      case "?":
        if (!repeatable) return false
        if (pattern.charAt(at + 1) === "?") at++
        repeatable = false
        break
      case "(":
        if (++depth > MAX_DEPTH) return false
        if (pattern.charAt(at + 1) === "?") {
          if (pattern.charAt(at + 2) !== ":") return false
          at += 2
        }
        repeatable = false
        break
      case ")":
        if (--depth < 0) return false
        repeatable = true
        break
      case "|":
      case "^":
      case "$":
        repeatable = false
        break
      case "\\":
        if (!ESCAPABLE.has(pattern.charAt(++at))) return false
        repeatable = true
        break
      case "[":
        at = endOfClass(pattern, at)
        if (at < 0) return false
        repeatable = true
        break
      case "]":
      case "{":
      case "}":
        return false
      default:
        if (char < " " || char > "~") return false
        repeatable = true
    }
  }
  return depth === 0
}

/** Where the class that starts at `start` ends; negative when it is not a simple one. */
function endOfClass(pattern: string, start: number): number {
  let at = pattern.charAt(start + 1) === "^" ? start + 2 : start + 1
  if (pattern.charAt(at) === "]") return -1
  for (; at < pattern.length; at++) {
    const char = pattern.charAt(at)
    if (char === "]") return at
    if (char === "\\") {
      if (!ESCAPABLE.has(pattern.charAt(++at)) || pattern.charAt(at + 1) === "-") return -1
    } else if (pattern.charAt(at + 1) === "-" && pattern.charAt(at + 2) !== "]") {
      const last = pattern.charAt(at + 2)
      if (!ALPHANUMERIC.test(char) || !ALPHANUMERIC.test(last) || char > last) return -1
      at += 2
    } else if (char !== "-" && !IN_CLASS.test(char)) return -1
  }
  return -1
}
