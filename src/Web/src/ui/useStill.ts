import { useRef } from 'react'

/** A list that changes by itself keeps as it is while somebody is at it: what they are about to press does not become something else. */
export function useStill<T>() {
  const [kept, held] = [useRef<T>(undefined), useRef({ pointed: false, focused: false })]
  return {
    /** What to show: the newest, or while somebody is there what they see. */
    of(newest: T): T {
      if (kept.current === undefined || !(held.current.pointed || held.current.focused)) kept.current = newest
      return kept.current
    },
    /** For the element that they are at. */
    while: {
      onPointerEnter: () => { held.current.pointed = true },
      onPointerLeave: () => { held.current.pointed = false },
      onFocus: () => { held.current.focused = true },
      onBlur: () => { held.current.focused = false },
    },
  }
}
