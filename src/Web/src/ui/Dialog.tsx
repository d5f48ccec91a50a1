import { useEffect, useId, useRef, type ReactNode } from 'react'
import { t } from '../i18n/texts'

interface Props {
  title: string
  children: ReactNode
  /** Absent when the dialog cannot be dismissed. */
  onClose?(): void
  wide?: boolean
}

/** A modal dialog of the browser's own: focus stays inside, Escape closes, focus returns. */
export function Dialog({ title, children, onClose, wide }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current!
    const before = document.activeElement
    element.showModal()
    element.querySelector<HTMLElement>('input:not([readonly]), textarea, select')?.focus()
    return () => {
      element.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={wide ? 'wide' : undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
      onMouseDown={(event) => event.target === dialog.current && onClose?.()}
    >
      <div className="dialog-body">
        <header>
          <h2 id={id}>{title}</h2>
          {onClose && <button type="button" className="plain close" aria-label={t.desk.close} onClick={onClose}>×</button>}
        </header>
        {children}
      </div>
    </dialog>
  )
}
