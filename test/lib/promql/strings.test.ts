import { describe, expect, test } from "vitest"
import { quoteString, readString } from "@/lib/promql/strings"

describe("readString", () => {
  test.each([
    ['"a"', "a"],
    ["'\\''", "'"],
    ["`\\n`", "\\n"],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\"', "\x07\b\f\n\r\t\v\\"],
    ['"\\x41\\101\\u00e9\\U0001F600"', "AAé😀"],
    ['"\\xc3\\xa9"', "é"],
    ['"é😀"', "é😀"],
  ])("%s is %j", (text, value) => expect(readString(text, 0)).toEqual({ end: text.length, value, utf8: true }))

  test.each([
    ['"a', "unterminated quoted string"],
    ["`a", "unterminated raw string"],
    ['"a\nb"', "unterminated quoted string"],
    ['"\\', "escape sequence not terminated"],
    ["'\\\"'", "unknown escape sequence U+0022 '\"'"],
    ['"\\400"', "escape sequence is an invalid Unicode code point"],
    ['"\\ud800"', "escape sequence is an invalid Unicode code point"],
    ['"\\x4"', "illegal character U+0022 '\"' in escape sequence"],
    ['"\ufffd"', "invalid UTF-8 rune"],
    ['"\ud800"', "invalid UTF-8 rune"],
  ])("%j: %s", (text, message) => expect(readString(text, 0)).toMatchObject({ message }))

  test("bytes that are no UTF-8 are told", () => {
    expect(readString('"\\xff"', 0)).toEqual({ end: 6, value: "\ufffd", utf8: false })
  })
})

test.each(['a"b\\c\n\t\r\0\x7f\ufffd', "é😀", ""])("quoteString(%j) reads back", (value) => {
  const text = quoteString(value)
  expect(readString(text, 0)).toEqual({ end: text.length, value, utf8: true })
})
