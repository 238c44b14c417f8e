import { expect, test } from "vitest"
import { alertArticle, breadcrumbs, jsonLdText, softwareApplication, webSite } from "@/lib/share/json-ld"
import { AWKWARD } from "../../support/awkward"
import { demoEntry } from "../../support/demo"

const ORIGIN = "https://hub.example.org"
const EVIL = `</script><script>alert(1)</script><!-- <script> --> ]]> & \u2028\u2029 ${AWKWARD.join(" ")}`

test("no text of an entry gets out of the script element, and all of it can be read back", async () => {
  const entry = { ...(await demoEntry()), title: EVIL, summary: EVIL, license: EVIL, tags: [EVIL] }
  const text = jsonLdText([softwareApplication(ORIGIN, entry), breadcrumbs(ORIGIN, [{ title: EVIL, path: "/" }])])
  expect(text).not.toMatch(/[<>&\u2028\u2029]/)
  expect(JSON.parse(text)).toMatchObject([
    { "@context": "https://schema.org", "@type": "SoftwareApplication", name: EVIL, description: EVIL },
    { "@type": "BreadcrumbList", itemListElement: [{ position: 1, name: EVIL, item: `${ORIGIN}/` }] },
  ])
})

test("an alert is an article about its exporter", async () => {
  const entry = await demoEntry()
  const alert = entry.alerts.find((one) => one.alert === "DemoDown")
  expect(alert && alertArticle(ORIGIN, entry, alert)).toMatchObject({
    "@type": "TechArticle",
    headline: "DemoDown",
    url: `${ORIGIN}/entries/demo-exporter/alerts/DemoDown`,
    about: { name: entry.title, url: `${ORIGIN}/entries/demo-exporter` },
  })
})

test("the site says how it is searched", () => {
  expect(webSite(ORIGIN)).toMatchObject({
    potentialAction: { target: { urlTemplate: `${ORIGIN}/search?q={search_term_string}` } },
  })
})
