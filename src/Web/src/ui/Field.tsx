import { cloneElement, useId, type ReactElement } from 'react'

interface Props {
  label: string
  hint?: string
  wrong?: string
  children: ReactElement<{ id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }>
}

/** A labelled control with its hint and what is wrong with it. */
export function Field({ label, hint, wrong, children }: Props) {
  const id = useId()
  const about = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, { id, 'aria-describedby': about, 'aria-invalid': wrong ? true : undefined })}
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {wrong && <small id={`${id}-wrong`} className="wrong">{wrong}</small>}
    </div>
  )
}
