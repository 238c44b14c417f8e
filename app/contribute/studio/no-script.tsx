import { Command } from "@/app/components/command"
import styles from "./studio.module.css"

/** For browsers without scripts: the same in the terminal. */
export function NoScript() {
  return (
    <noscript>
      <div className={styles.notice}>
        <p>The editor needs JavaScript. In the terminal, the same begins with</p>
        <Command>npx exporterhub new memcached-exporter --capture memcached.prom</Command>
      </div>
    </noscript>
  )
}
