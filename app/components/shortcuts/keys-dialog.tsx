"use client"

import { CSPProvider } from "@base-ui/react/csp-provider"
import { Dialog } from "@base-ui/react/dialog"
import { Fragment } from "react"
import { GO } from "./keys"
import styles from "./keys-dialog.module.css"

const GROUPS: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: "Search",
    keys: [
      ["/", "Go to the search box"],
      ["Ctrl K", "Open the palette; ⌘ K on a Mac"],
      ["?", "Show this list"],
      ["Esc", "Close what is open"],
    ],
  },
  {
    title: "In lists and results",
    keys: [
      ["j", "Next row"],
      ["k", "Previous row"],
      ["Enter", "Open the row"],
    ],
  },
  {
    title: "In suggestions and the palette",
    keys: [
      ["↓", "Next suggestion"],
      ["↑", "Previous suggestion"],
      ["Enter", "Open it"],
      ["Ctrl Enter", "Open it in a new tab"],
    ],
  },
  { title: "Go to", keys: Object.entries(GO).map(([key, { title }]) => [`g ${key}`, title] as const) },
]

/** All keys of the site. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <CSPProvider disableStyleElements>
      <Dialog.Root open onOpenChange={(open) => open || onClose()}>
        <Dialog.Portal>
          <Dialog.Backdrop className={styles.backdrop} />
          <Dialog.Popup className={styles.popup}>
            <div className={styles.head}>
              <Dialog.Title>Keys</Dialog.Title>
              <Dialog.Close className={styles.close}>
                <span className="sr">Close</span>
                <kbd>Esc</kbd>
              </Dialog.Close>
            </div>
            <Dialog.Description className={styles.lead}>
              They work on every page, except while you type.
            </Dialog.Description>
            <div className={styles.groups}>
              {GROUPS.map(({ title, keys }) => (
                <section key={title}>
                  <h3 className={styles.title}>{title}</h3>
                  <dl className={styles.keys}>
                    {keys.map(([key, words]) => (
                      <Fragment key={key}>
                        <dt>
                          {key.split(" ").map((part) => (
                            <kbd key={part}>{part}</kbd>
                          ))}
                        </dt>
                        <dd>{words}</dd>
                      </Fragment>
                    ))}
                  </dl>
                </section>
              ))}
            </div>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </CSPProvider>
  )
}
