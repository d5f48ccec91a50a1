/** Whether the server answers: every request tells, and while none gets through it is asked again and again. */
export interface Reach {
  readonly away: boolean
  /** Calls back when the server goes away and when it is back. Returns how to stop. */
  subscribe(changed: () => void): () => void
  /** Calls back when the server answers again: what came to nothing can be done now. Returns how to stop. */
  onBack(run: () => void): () => void
  /** A request was answered, or no answer came. */
  heard(answered: boolean): void
  /** Asks now: something hints that the server went away or came back. */
  check(): void
}

export interface ReachWorld {
  /** Whether the server answers now. */
  ask(): Promise<boolean>
  after(ms: number, run: () => void): () => void
  /** In [0, 1). */
  chance(): number
}

/** A person waits no longer than this for work to go on, spread by half as much so that not everybody asks at once. */
export const askEveryMs = 500

export function createReach({ ask, after, chance }: ReachWorld): Reach {
  let [away, asking] = [false, false]
  let callOff = () => {}
  const watchers = new Set<() => void>()
  const waiting = new Set<() => void>()

  function heard(answered: boolean) {
    if (away === !answered) return
    away = !answered
    callOff()
    if (away) askLater()
    watchers.forEach((changed) => changed())
    if (!away) waiting.forEach((run) => run())
  }

  function askLater() {
    callOff()
    callOff = after(askEveryMs * (1 + chance() / 2), check)
  }

  function check() {
    if (asking) return
    asking = true
    void ask().then((answered) => {
      asking = false
      heard(answered)
      if (away) askLater()
    })
  }

  return {
    get away() {
      return away
    },
    subscribe(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    onBack(run) {
      waiting.add(run)
      return () => waiting.delete(run)
    },
    heard,
    check,
  }
}

const askTimeoutMs = 5_000

/** The server's own word that it is up. */
export async function askHealth(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(askTimeoutMs) })).ok
  } catch {
    return false
  }
}
