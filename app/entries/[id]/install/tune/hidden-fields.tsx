/** What a form takes along in the link without a field for it. */
export function HiddenFields({ pairs }: { pairs: readonly (readonly [string, string])[] }) {
  return pairs.map(([name, value], i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a name may come several times, and nothing else tells them apart
    <input key={`${name}-${i}`} type="hidden" name={name} value={value} />
  ))
}
