import { useState } from 'react'

const name = 'labelwise.ticks'
/** Rejections whose ticks this browser keeps. */
const mostKept = 200

type Kept = [rejection: string, ticked: number[]][]

function read(): Kept {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '[]') as Kept
  } catch {
    return []
  }
}

/** Which of a reviewer's marks a person has seen to: their own list, in this browser. */
export function useTicks(rejection: string | undefined) {
  const [all, setAll] = useState(read)
  const ticked: ReadonlySet<number> = new Set(all.find(([one]) => one === rejection)?.[1] ?? [])
  return {
    ticked,
    toggle(index: number) {
      if (!rejection) return
      const now = ticked.has(index) ? [...ticked].filter((one) => one !== index) : [...ticked, index]
      const next: Kept = [...all.filter(([one]) => one !== rejection), [rejection, now] as [string, number[]]].slice(-mostKept)
      setAll(next)
      try {
        localStorage.setItem(name, JSON.stringify(next))
      } catch {
        // Kept for this page only.
      }
    },
  }
}
