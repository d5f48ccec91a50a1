import { useState } from 'react'

/** Nobody sees a picture, decides and presses a key sooner than this after it came up: the key was meant for the one before. Milliseconds. */
export const tooSoonMs = 350

/** When the task on screen came there. */
export interface FirstLook {
  /** It is on screen. */
  shown(task: string): void
  isShown(task: string): boolean
  /** @param touched The person has done something to it: then they have seen it. */
  isTooSoon(task: string, touched: boolean): boolean
}

/** @param now Milliseconds from any start on. */
export function createFirstLook(now: () => number): FirstLook {
  let seen: { task: string; at: number } | undefined
  return {
    shown(task) {
      if (seen?.task !== task) seen = { task, at: now() }
    },
    isShown: (task) => seen?.task === task,
    isTooSoon: (task, touched) => !touched && seen?.task === task && now() - seen.at < tooSoonMs,
  }
}

export const useFirstLook = () => useState(() => createFirstLook(() => performance.now()))[0]
