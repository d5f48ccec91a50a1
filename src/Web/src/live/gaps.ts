/** What a running number of a project's events says about those before it. */
export type Following = 'next' | 'repeat' | 'gap'

/** @param last Highest number seen, or null before the first. */
export function follow(last: number | null, seq: number): Following {
  if (last === null || seq === last + 1) return 'next'
  return seq <= last ? 'repeat' : 'gap'
}

/** Runs at most once in so many milliseconds, at once when it was quiet, and never forgets the last call. */
export function throttle(run: () => void, ms: number, now: () => number = () => performance.now()): { (): void; cancel(): void } {
  let [lastAt, timer] = [-Infinity, undefined as ReturnType<typeof setTimeout> | undefined]
  const fire = () => {
    timer = undefined
    lastAt = now()
    run()
  }
  const call = () => {
    if (timer !== undefined) return
    const wait = lastAt + ms - now()
    if (wait <= 0) fire()
    else timer = setTimeout(fire, wait)
  }
  return Object.assign(call, { cancel: () => clearTimeout(timer) })
}
