/** Text that is no YAML, or none that Go's reader takes; thrown inside of this folder and turned into a Problem by its user. */
export class YamlFault extends Error {
  constructor(
    message: string,
    /** Offset in the text. */
    readonly offset: number,
    readonly hint?: string,
  ) {
    super(message)
  }
}
