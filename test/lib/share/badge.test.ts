import { expect, test } from "vitest"
import { alertBadge, badgeSvg } from "@/lib/share/badge"
import { all, one, parseXml } from "../../support/xml"

test.each([
  [{ proven: 28, total: 28 }, "28 alerts proven", "good"],
  [{ proven: 1, total: 1 }, "1 alert proven", "good"],
  [{ proven: 3, total: 28 }, "3 of 28 alerts proven", "partial"],
  [{ proven: 0, total: 0 }, "no alerts", "none"],
] as const)("%j says %s", (counts, message, tone) =>
  expect(alertBadge(counts)).toEqual({ label: "ExporterHub", message, tone }),
)

test("it is one SVG with a name for readers, and its texts fit their fields", () => {
  const root = parseXml(badgeSvg({ label: "ExporterHub", message: "28 alerts proven", tone: "good" }))
  expect(root).toMatchObject({
    name: "svg",
    attributes: { role: "img", "aria-label": "ExporterHub: 28 alerts proven" },
  })
  expect(one(root, "title").text).toBe("ExporterHub: 28 alerts proven")
  const [shapes, words] = all(root, "g")
  const fields = shapes ? all(shapes, "rect") : []
  const texts = words ? all(words, "text") : []
  expect(fields.length).toBe(2)
  let x = 0
  for (const [i, field] of fields.entries()) {
    const { textLength = "", x: at = "" } = texts[i]?.attributes ?? {}
    expect(Number(at) - x).toBe(7)
    expect(Number(textLength) + 14).toBe(Number(field.attributes.width))
    x += Number(field.attributes.width)
  }
  expect(Number(root.attributes.width)).toBe(x)
})

test("texts stay texts, and white on every colour can be read", () => {
  const root = parseXml(badgeSvg({ label: `"><script>x</script>`, message: "a & b\u0000", tone: "partial" }))
  expect(JSON.stringify(root)).not.toContain('"name":"script"')
  for (const tone of ["good", "partial", "none"] as const) {
    const colors = [...badgeSvg({ label: "a", message: "b", tone }).matchAll(/fill="(#[0-9a-f]{6})"/g)].map(
      ([, hex = ""]) => hex,
    )
    expect(colors.length).toBe(2)
    for (const hex of colors) expect(1.05 / (luminance(hex) + 0.05), hex).toBeGreaterThanOrEqual(4.5)
  }
})

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
