/** The value of a scalar while it is put together. With `marks` it also notes where each piece stands in the text. */
export class ScalarText {
  private readonly pieces: string[] = []
  private length = 0

  /** `marks` collects pairs: a length of the value, and the offset in the text of what follows. */
  constructor(private readonly marks?: number[]) {}

  get value(): string {
    return this.pieces.length === 1 ? (this.pieces[0] ?? "") : this.pieces.join("")
  }

  add(piece: string, offset: number): void {
    if (piece === "") return
    this.marks?.push(this.length, offset)
    this.pieces.push(piece)
    this.length += piece.length
  }
}
