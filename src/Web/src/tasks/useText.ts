import { useEffect, useState } from 'react'
import { useServices } from '../app/services'
import { fullUrl } from './pictures'
import type { Sample } from './task'

export interface SampleText {
  /** Absent until it is there. */
  text: string | undefined
  failed: boolean
  retry(): void
}

/** The text of a sample, fetched by its address where it was too long to come along. */
export function useText(sample: Sample): SampleText {
  const { session, reach, pictures } = useServices()
  const [fetched, setFetched] = useState<{ id: string; text: string }>()
  const [attempt, setAttempt] = useState(0)
  const [failed, setFailed] = useState(false)
  const isHere = sample.text !== undefined
  useEffect(() => {
    if (isHere) return
    let left = false
    setFailed(false)
    const again = reach.onBack(() => setAttempt((before) => before + 1))
    void fetch(fullUrl(sample.url), { credentials: 'same-origin' })
      .then(async (response) => {
        if (response.status === 401) session.ended()
        if (!response.ok) throw new Error(`The text was answered ${response.status}.`)
        const text = await response.text()
        if (!left) setFetched({ id: sample.id, text })
      })
      .catch(async () => {
        const taken = await pictures?.offered(fullUrl(sample.url))?.text()
        if (left) return
        if (taken === undefined) setFailed(true)
        else setFetched({ id: sample.id, text: taken })
      })
    return () => {
      left = true
      again()
    }
  }, [sample.id, isHere, attempt])
  const text = sample.text ?? (fetched?.id === sample.id ? fetched.text : undefined)
  return { text, failed: failed && text === undefined, retry: () => setAttempt(attempt + 1) }
}
