import { useState, type FormEvent, type ReactNode } from 'react'
import type { Problem } from '../api/api'
import { upload } from '../api/upload'
import { t } from '../i18n/texts'
import { ProblemNote } from './ProblemNote'
import { sayShare } from './say'

interface Props<T> {
  path: string
  /** What is sent of what was filled in; all of it where left out. */
  body?(given: FormData): FormData
  /** As a screen reader calls the form, where no heading does. */
  label?: string
  /** On the button. */
  send: string
  /** What one comes to this page for. */
  primary?: boolean
  onTaken(answer: T): void
  children: ReactNode
}

/** A form with files: says how far they are sent and what was refused, and is empty again once it was taken. */
export function UploadForm<T>({ path, body = (given) => given, label, send, primary, onTaken, children }: Props<T>) {
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState<Problem>()
  const say = t.projects.imports

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    setShare(0)
    setProblem(undefined)
    const reply = await upload<T>(path, body(new FormData(form)), setShare)
    setShare(undefined)
    if (!reply.ok) return setProblem(reply.problem)
    form.reset()
    onTaken(reply.value)
  }

  return (
    <form className="card stack" onSubmit={submit} aria-label={label}>
      {children}
      {share !== undefined && <p role="status">{say.sending} <progress max={1} value={share} aria-label={say.sent} /> {sayShare(share)}</p>}
      <ProblemNote problem={problem} />
      <div className="row"><button className={primary ? 'primary' : undefined} disabled={share !== undefined}>{send}</button></div>
    </form>
  )
}
