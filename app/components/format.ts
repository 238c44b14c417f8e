const NUMBER = new Intl.NumberFormat("en")
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" })

/** A count with its noun: "1 alert", "1,200 alerts". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`
}

/** A count with thousands separated. */
export function count(value: number): string {
  return NUMBER.format(value)
}

/** The day of an ISO 8601 time in UTC, such as "22 Nov 2026"; the text itself when it is no time. */
export function day(iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : DAY.format(time)
}

/** A size in bytes as people read it. */
export function bytes(size: number): string {
  return size < 1_024 ? `${size} B` : `${(size / 1_024).toFixed(size < 10_240 ? 1 : 0)} KiB`
}

/** The words of a category id: "operating-system" is "Operating system". */
export function categoryTitle(category: string): string {
  const words = category.replaceAll("-", " ")
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
