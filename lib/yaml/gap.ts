import type { ScalarText } from "./scalar-text"

/** Blanks and line breaks between two words: folded into one space, or one line break less than there are. */
export class Gap {
  private first: string | undefined
  private rest = ""
  private from: number
  private to: number

  constructor(start: number) {
    this.from = start
    this.to = start
  }

  /** Whether it has a line break, or an escaped one. */
  broken = false

  blank(pos: number): void {
    if (!this.broken) this.to = pos
  }

  lineBreak(text: string): void {
    if (this.broken) this.rest += text
    else this.first = text
    this.broken = true
  }

  /** A line break with a backslash before it: it joins the lines. */
  escapedBreak(): void {
    this.broken = true
  }

  addTo(out: ScalarText, text: string): void {
    if (!this.broken) out.add(text.slice(this.from, this.to), this.from)
    else if (this.first === "\n") out.add(this.rest === "" ? " " : this.rest, this.from)
    else out.add((this.first ?? "") + this.rest, this.from)
  }
}
