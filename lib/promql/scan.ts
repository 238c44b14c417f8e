/** Classes of the characters below U+0080, as bits. */
const SPACE = 1
const DIGIT = 2
const WORD_START = 4
const WORD = 8

const CLASSES = new Uint8Array(128)
for (const char of " \t\r\n") CLASSES[char.charCodeAt(0)] = SPACE
for (let code = 0x30; code <= 0x39; code++) CLASSES[code] = DIGIT | WORD
for (const range of ["az", "AZ", "__"])
  for (let code = range.charCodeAt(0); code <= range.charCodeAt(1); code++) CLASSES[code] = WORD_START | WORD

const NEWLINE = 0x0a
const COLON = 0x3a

/** Whether the character at `at` is an ASCII digit. */
export function isDigit(text: string, at: number): boolean {
  return is(text, at, DIGIT)
}

/** Whether a label name, or without its colons a metric name, may start at `at`. */
export function startsWord(text: string, at: number): boolean {
  return is(text, at, WORD_START)
}

function is(text: string, at: number, classes: number): boolean {
  return ((CLASSES[text.charCodeAt(at)] ?? 0) & classes) !== 0
}

/** Where the white space that starts at `at` ends. */
export function endOfSpace(text: string, at: number): number {
  let end = at
  while (is(text, end, SPACE)) end++
  return end
}

/** Where the line that `at` is on ends, its line break left out. */
export function endOfLine(text: string, at: number): number {
  let end = at
  while (end < text.length && text.charCodeAt(end) !== NEWLINE) end++
  return end
}

/** Where the name that starts at `at` ends, for a metric's name with colons. */
export function endOfWord(text: string, at: number, colons: boolean): number {
  let end = at
  while (is(text, end, WORD) || (colons && text.charCodeAt(end) === COLON)) end++
  return end
}
