import styles from "./page.module.css"
import { isColour, type TokenGroup } from "./tokens"

/** Colours as they are in both themes, whatever the theme of the visitor is. */
export function Colours({ groups }: { groups: readonly TokenGroup[] }) {
  return (
    <>
      <h2 id="colours">Colours</h2>
      {groups.map(({ words, tokens }) => (
        <section key={words}>
          <p className={styles.words}>{words}</p>
          <ul className={styles.colours}>
            {tokens.filter(isColour).map(({ name, light, dark }) => (
              <li key={name}>
                {/* Colours as attributes: the site allows no inline styles. */}
                <svg width="56" height="40" viewBox="0 0 56 40" aria-hidden="true">
                  <rect x="0.5" y="0.5" width="27.5" height="39" fill={light} className={styles.edge} />
                  <rect x="28" y="0.5" width="27.5" height="39" fill={dark} className={styles.edge} />
                </svg>
                <span>
                  <b className={styles.name}>--{name}</b>
                  <span className={styles.value}>
                    {light} {dark}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
