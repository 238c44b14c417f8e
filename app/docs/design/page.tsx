import type { Metadata } from "next"
import { designTokens } from "@/app/server"
import { Colours } from "./colours"
import { ContrastTable } from "./contrast-table"
import { Measures } from "./measures"
import { pairs } from "./pairs"
import { isColour, tokenGroups } from "./tokens"

export const metadata: Metadata = {
  title: "Design",
  description: "Every colour, size, space, radius and duration of this site, with the contrast of all text computed.",
}

/** The design as it is: everything here is read from app/tokens.css, and computed from it. */
export default async function DesignPage() {
  const groups = tokenGroups(await designTokens())
  const coloured = groups.filter(({ tokens }) => tokens.some(isColour))
  const measured = groups.filter((group) => !coloured.includes(group))
  const all = pairs(groups)
  const least = Math.min(...all.flatMap(({ light, dark }) => [light, dark]))
  return (
    <>
      <h1>Design</h1>
      <p>
        The site is made of the values on this page and no others. They are in one file, <code>app/tokens.css</code>,
        which this page is made from; a test fails when another style sheet has a colour, a size of text, a radius, a
        shadow or a duration of its own.
      </p>
      <p>
        Two rules decide most questions. Colour means something: green is what was proven or what can be acted on, red,
        amber and blue are severities, and everything else is ink on paper. And type does the work of boxes: words in
        Geist, whatever a machine reads in Geist Mono, a line where a border would do.
      </p>
      <Colours groups={coloured} />
      <h2 id="contrast">Contrast</h2>
      <p>
        Text on every ground that it stands on, as WCAG 2 computes it; 4.5 is the least that text needs. The least here
        is {least.toFixed(2)}.
      </p>
      <ContrastTable pairs={all} />
      <Measures groups={measured} />
    </>
  )
}
