import "server-only"
import * as simpleIcons from "simple-icons"
import styles from "./entry-icon.module.css"

const BY_SLUG = new Map(Object.values(simpleIcons).map((icon) => [icon.slug, icon]))

/** The icon of the monitored software in its own colour, or ours: a gauge for everything that has none. */
export function EntryIcon({ slug, size = 20 }: { slug: string | undefined; size?: number }) {
  const icon = slug === undefined ? undefined : BY_SLUG.get(slug)
  return (
    <span className={size > 24 ? styles.large : styles.tile}>
      <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
        {icon ? (
          <path d={icon.path} fill={readable(icon.hex) ? `#${icon.hex}` : "currentColor"} />
        ) : (
          <path
            d="M4.5 17a9 9 0 1 1 15 0M12 14.5l4-5.5"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
          />
        )}
      </svg>
    </span>
  )
}

/** The name of a software as its makers write it; the id in capitals where it has no icon. */
export function softwareName(id: string): string {
  const words = id.replaceAll("-", " ")
  return BY_SLUG.get(id)?.title ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** Whether a brand's colour can be seen on a light and on a dark page. */
function readable(hex: string): boolean {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const luminance = 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2
  return luminance > 0.05 && luminance < 0.7
}
