/** The value of a scalar while it is put together. With `marks` it also notes where each piece stands in the text. */
export class ScalarText {
  value = ""

  /** `marks` collects pairs: a length of the value, and the offset in the text of what follows. */
  constructor(private readonly marks?: number[]) {}

  add(piece: string, offset: number): void {
    if (piece === "") return
    this.marks?.push(this.value.length, offset)
    this.value += piece
  }
}
