interface Options {
  /** Milliseconds after which the value is loaded again; by default it never is. */
  maxAgeMs?: number
  /** Whether whoever asks for an old value waits for the new one and gets its failure; else the old one goes on to answer. */
  waits?: boolean
  /** Hears of failures that nobody waits for. */
  log?: (error: unknown) => void
  now?: () => number
}

/** A value that is loaded when it is first asked for, and again when it is old. A failure is not remembered. */
export function refreshed<T>(load: () => Promise<T>, options: Options = {}) {
  const { maxAgeMs = Number.POSITIVE_INFINITY, waits = false, log = console.error, now = Date.now } = options
  let value: Promise<T> | undefined
  let loadedAt = 0

  function loadNow(): Promise<T> {
    loadedAt = now()
    const started = load()
    value = started
    started.catch(() => {
      if (value === started) value = undefined
    })
    return started
  }

  function loadBehind(): void {
    loadedAt = now()
    const started = load()
    started.then(
      () => {
        value = started
      },
      (error) => log(error),
    )
  }

  return (): Promise<T> => {
    const isOld = now() - loadedAt > maxAgeMs
    if (value === undefined || (isOld && waits)) return loadNow()
    if (isOld) loadBehind()
    return value
  }
}
