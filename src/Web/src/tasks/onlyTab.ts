import { useEffect, useState } from 'react'

/** Whether this tab is the one that works on something; another may take over. */
export interface OnlyTab {
  state: 'asking' | 'mine' | 'elsewhere'
  takeOver(): void
}

/** Two tabs of one person would hand the same task in twice: the second one says so instead. */
export function useOnlyTab(name: string): OnlyTab {
  const [state, setState] = useState<OnlyTab['state']>('asking')
  const [taking, setTaking] = useState(0)
  useEffect(() => {
    // Absent where the page does not come over a secure connection.
    if (!('locks' in navigator)) return setState('mine')
    let [left, letGo] = [false, () => {}]
    const mode: LockOptions = taking > 0 ? { steal: true } : { ifAvailable: true }
    navigator.locks
      .request(name, mode, (lock) => {
        if (left) return undefined
        setState(lock ? 'mine' : 'elsewhere')
        return lock ? new Promise<void>((done) => (letGo = done)) : undefined
      })
      .catch(() => left || setState('elsewhere'))
    return () => {
      left = true
      letGo()
    }
  }, [name, taking])
  return { state, takeOver: () => setTaking(taking + 1) }
}
