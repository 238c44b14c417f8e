import { HubError } from "@/lib/error"
import styles from "./trouble.module.css"

/** What came of something that a cluster or a kubeconfig may refuse. */
export type Attempt<T> = { value: T; error?: undefined } | { value?: undefined; error: HubError }

/** Runs something; a failure of the world outside is part of the answer, and everything else is thrown. */
export async function attempt<T>(run: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await run() }
  } catch (error) {
    if (error instanceof HubError) return { error }
    throw error
  }
}

/** A failure of the world outside, and what to do about it. */
export function Trouble({ error }: { error: HubError }) {
  return (
    <div className={styles.trouble} role="alert">
      <p>{error.message}</p>
      {error.hint && <p className={styles.hint}>{error.hint}</p>}
    </div>
  )
}
