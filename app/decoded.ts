/** A segment of a path without escapes; one whose escapes are wrong names nothing anyway, and stays as it is. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
