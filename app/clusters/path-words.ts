import { notFound } from "next/navigation"

/** The words of a path as they are meant. Names of contexts may hold slashes and percent signs; other bytes are no page. */
export function pathWords<T extends Record<string, string>>(params: T): T {
  try {
    return Object.fromEntries(Object.entries(params).map(([key, word]) => [key, decodeURIComponent(word)])) as T
  } catch {
    notFound()
  }
}
