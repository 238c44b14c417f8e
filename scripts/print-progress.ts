import type { OnEvent } from "@/lib/cluster/apply-event"
import { refText } from "@/lib/cluster/kinds"
import { paint, type Terminal } from "./terminal"

/** Prints on standard error what happens, as it happens; with a cluster's name in front where there are several. */
export function progressOn(to: Terminal, cluster?: string): OnEvent {
  const prefix = cluster === undefined ? "" : `${paint(to, "cyan", cluster)} `
  const terminal: Terminal = { ...to, err: (text) => to.err(prefix + text) }
  return (event) => {
    switch (event.type) {
      case "started":
        return
      case "done": {
        const style = event.what === "removed" ? "red" : "green"
        const count = paint(terminal, "dim", `[${event.count}/${event.total}]`)
        return terminal.err(`${count} ${refText(event.ref)} ${paint(terminal, style, event.what)}`)
      }
      case "waiting":
        return terminal.err(`${paint(terminal, "yellow", "waiting")} ${refText(event.ref)}: ${event.message}`)
      case "ready":
        return terminal.err(`${paint(terminal, "green", "ready")} ${refText(event.ref)}`)
      case "warning":
        return terminal.err(
          `${paint(terminal, "yellow", "warning")} ${event.ref ? `${refText(event.ref)}: ` : ""}${event.message}`,
        )
      case "undoing":
        return terminal.err(`${paint(terminal, "red", "failed")} ${event.message}; undoing`)
    }
  }
}
