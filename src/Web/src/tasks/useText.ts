import { useEffect, useState } from 'react'
import { useServices } from '../app/services'
import { fullUrl } from './pictures'
import type { Sample } from './task'

/** The text of a sample, fetched by its address where it was too long to come along. */
export function useText(sample: Sample): string | undefined {
  const { session, reach } = useServices()
  const [fetched, setFetched] = useState<{ id: string; text: string }>()
  const [attempt, setAttempt] = useState(0)
  const isHere = sample.text !== undefined
  useEffect(() => {
    if (isHere) return
    let left = false
    const again = reach.onBack(() => setAttempt((before) => before + 1))
    void fetch(fullUrl(sample.url), { credentials: 'same-origin' })
      .then(async (response) => {
        if (response.status === 401) session.ended()
        if (response.ok && !left) setFetched({ id: sample.id, text: await response.text() })
      })
      .catch(() => {})
    return () => {
      left = true
      again()
    }
  }, [sample.id, isHere, attempt])
  return sample.text ?? (fetched?.id === sample.id ? fetched.text : undefined)
}
