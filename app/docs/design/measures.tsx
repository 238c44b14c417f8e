import styles from "./page.module.css"
import type { Token, TokenGroup } from "./tokens"

/** Type, space, radii, elevation and motion: each with what it looks like, where that can be drawn. */
export function Measures({ groups }: { groups: readonly TokenGroup[] }) {
  return (
    <>
      <h2 id="measures">Type, space, corners and motion</h2>
      {groups.map(({ words, tokens }) => (
        <section key={words}>
          <p className={styles.words}>{words}</p>
          <dl className={styles.measures}>
            {tokens.map((token) => (
              <div key={token.name}>
                <dt className={styles.name}>--{token.name}</dt>
                <dd>
                  <span className={styles.value}>{token.light}</span>
                  <Drawing token={token} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  )
}

function Drawing({ token: { name, light } }: { token: Token }) {
  const isLength = /^[\d.]+(?:rem|px)$/.test(light)
  if (/^text-(?!code|field)/.test(name))
    return (
      <svg className={styles.sample} height="56" aria-hidden="true">
        <text y="42" fontSize={`var(--${name})`} fill="currentColor">
          Disk full in 4 hours
        </text>
      </svg>
    )
  if (/^s\d$/.test(name) && isLength)
    return (
      <svg width={light} height="12" aria-hidden="true">
        <rect width="100%" height="12" fill="var(--accent)" />
      </svg>
    )
  if (name.startsWith("radius-"))
    return (
      <svg width="72" height="40" aria-hidden="true">
        <rect
          x="1"
          y="1"
          width="70"
          height="38"
          rx={Math.min(19, Number.parseInt(light, 10))}
          className={styles.corner}
        />
      </svg>
    )
  if (name === "lifted") return <span className={styles.lifted} />
  return null
}
