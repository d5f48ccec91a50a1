import { useEffect, useRef } from 'react'
import { isTyping } from '../commands/command'
import type { LabelObject } from '../labels/labels'

interface Given {
  /** What would be copied. */
  chosen(): readonly LabelObject[]
  /** Nothing may be changed. */
  fixed(): boolean
  cut(): void
  paste(copied: readonly LabelObject[]): void
}

/** The browser's own copying and pasting, which also goes from task to task and from tab to tab. */
export function useClipboard(given: Given) {
  const latest = useRef(given)
  latest.current = given
  useEffect(() => {
    const elsewhere = (event: ClipboardEvent) => isTyping(event.target) || !!document.querySelector('dialog[open]')
    const copy = (event: ClipboardEvent) => {
      const chosen = latest.current.chosen()
      if (elsewhere(event) || chosen.length === 0 || String(getSelection() ?? '')) return
      event.preventDefault()
      event.clipboardData?.setData('text/plain', JSON.stringify({ [mark]: chosen }))
      if (event.type === 'cut' && !latest.current.fixed()) latest.current.cut()
    }
    const insert = (event: ClipboardEvent) => {
      const copied = elsewhere(event) || latest.current.fixed() ? undefined : read(event.clipboardData?.getData('text/plain') ?? '')
      if (!copied) return
      event.preventDefault()
      latest.current.paste(copied)
    }
    window.addEventListener('copy', copy)
    window.addEventListener('cut', copy)
    window.addEventListener('paste', insert)
    return () => {
      window.removeEventListener('copy', copy)
      window.removeEventListener('cut', copy)
      window.removeEventListener('paste', insert)
    }
  }, [])
}

const mark = 'labelwise-objects'

function read(text: string): LabelObject[] | undefined {
  try {
    const found = (JSON.parse(text) as Record<string, unknown>)[mark]
    return Array.isArray(found) ? (found as LabelObject[]) : undefined
  } catch {
    return undefined
  }
}
