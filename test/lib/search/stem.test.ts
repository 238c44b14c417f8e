import { describe, expect, test } from "vitest"
import { stem } from "@/lib/search/stem"
import { PHRASES, SYNONYMS, synonymsOf } from "@/lib/search/synonyms"

describe("forms of one word have one stem", () => {
  test.each([
    ["connection connections connected connecting connect"],
    ["expire expires expired expiring expiry expiration"],
    ["drop drops dropped dropping"],
    ["fill fills filled filling"],
    ["replica replicas replication replicated"],
    ["query queries"],
    ["process processes"],
    ["latency latencies"],
    ["restart restarts restarted restarting"],
  ])("%s", (forms) => expect(new Set(forms.split(" ").map(stem)).size).toBe(1))
})

test("other words keep theirs, and a stem is always a beginning", () => {
  const words = "redis dns tls status string ping postgres linux k8s p99 nginx access bus".split(" ")
  expect(new Set(words.map(stem)).size).toBe(words.length)
  for (const word of words) expect(word.startsWith(stem(word))).toBe(true)
})

describe("synonyms", () => {
  test.each([
    ["pg", "postgres"],
    ["disk", "filesystem"],
    ["disks", "filesystem"],
    ["ram", "memory"],
    ["standby", "replica"],
    ["k8s", "kubernetes"],
    ["503", "status"],
  ])("%s may also be %s", (word, other) => expect(synonymsOf(word)).toContain(other))

  test("rows work both ways", () => {
    for (const row of SYNONYMS)
      for (const word of row)
        for (const other of row)
          if (stem(other) !== stem(word))
            expect([word, synonymsOf(word)]).toEqual([word, expect.arrayContaining([other])])
  })
  test("some only one way: every server is no node", () => {
    expect(synonymsOf("vm")).toContain("node")
    expect(synonymsOf("node")).not.toContain("vm")
  })
  test("no word is a synonym of its own form", () => {
    for (const word of SYNONYMS.flat())
      expect(synonymsOf(word).filter((other) => stem(other) === stem(word))).toEqual([])
  })
  test("phrases are longer than one word and stand for one", () => {
    for (const [phrase, word] of PHRASES) expect([phrase.includes(" "), word.includes(" ")]).toEqual([true, false])
  })
})
