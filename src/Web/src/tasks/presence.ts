import type { Moment } from './activeTime'

/** Whether somebody is there: the tab visible, and when they last touched anything. */
export interface Presence {
  visible(): boolean
  /** Calls back on every input and every change of visibility. Returns how to stop. */
  watch(happened: (moment: Moment) => void): () => void
}

/** Inputs closer together than this are one. */
const sameInputMs = 250

export function browserPresence(now: () => number): Presence {
  return {
    visible: () => document.visibilityState === 'visible',
    watch(happened) {
      let last = -Infinity
      const input = () => {
        const at = now()
        if (at - last < sameInputMs) return
        last = at
        happened({ at, type: 'input' })
      }
      const visibility = () => happened({ at: now(), type: document.visibilityState === 'visible' ? 'visible' : 'hidden' })
      const inputs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
      inputs.forEach((name) => window.addEventListener(name, input, { passive: true, capture: true }))
      document.addEventListener('visibilitychange', visibility)
      return () => {
        inputs.forEach((name) => window.removeEventListener(name, input, { capture: true }))
        document.removeEventListener('visibilitychange', visibility)
      }
    },
  }
}
