import { useSyncExternalStore } from 'react'
import { t } from '../i18n/texts'

interface Toast {
  id: number
  text: string
  bad: boolean
}

const shownMs = 6_000
let toasts: readonly Toast[] = []
let last = 0
const watchers = new Set<() => void>()
const become = (next: readonly Toast[]) => {
  toasts = next
  watchers.forEach((changed) => changed())
}

/** Says something in passing. Bad news stays until it is dismissed. */
export function toast(text: string, bad = false) {
  const id = ++last
  become([...toasts.filter((one) => one.text !== text), { id, text, bad }].slice(-4))
  if (!bad) setTimeout(() => dismiss(id), shownMs)
}

function dismiss(id: number) {
  become(toasts.filter((one) => one.id !== id))
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => toasts,
  )
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, bad }) => (
        <div key={id} className={bad ? 'toast bad' : 'toast'}>
          <span>{text}</span>
          <button className="plain" aria-label={t.app.dismiss} onClick={() => dismiss(id)}>×</button>
        </div>
      ))}
    </div>
  )
}
