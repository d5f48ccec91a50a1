/**
 * Time a person really spent: the tab visible, and an input within the last minute. It is a fold over moments, so that
 * it can be tested to the millisecond.
 */
export interface ActiveTime {
  /** Counted until `at`. */
  totalMs: number
  at: number
  visible: boolean
  lastInputAt: number
}

/** Without an input for so long, a person is taken to be away. */
export const idleAfterMs = 60_000

/** Opening a task counts as an input: the person has just acted to get it. */
export function startTiming(at: number, visible: boolean, totalMs = 0): ActiveTime {
  return { totalMs, at, visible, lastInputAt: at }
}

export type Moment = { at: number; type: 'input' | 'visible' | 'hidden' | 'asked' }

/** Counts what has passed since the last moment, then takes note of this one. */
export function evolveTime(time: ActiveTime, moment: Moment): ActiveTime {
  const now = Math.max(moment.at, time.at)
  const countedUntil = Math.min(now, time.lastInputAt + idleAfterMs)
  const passed = time.visible ? Math.max(0, countedUntil - time.at) : 0
  return {
    totalMs: time.totalMs + passed,
    at: now,
    visible: moment.type === 'visible' ? true : moment.type === 'hidden' ? false : time.visible,
    lastInputAt: moment.type === 'input' ? now : time.lastInputAt,
  }
}

export function activeMs(time: ActiveTime, at: number): number {
  return Math.round(evolveTime(time, { at, type: 'asked' }).totalMs)
}
