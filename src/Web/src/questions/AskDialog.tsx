import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { newKey } from '../api/newKey'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { toast } from '../ui/toasts'
import './questions.css'
import { ask, longestText, type Question, type Subject } from './question'
import { Thread } from './Thread'

interface Props {
  project: string
  about: Subject
  /** What the task's sample is called. */
  name?: string
  /** The hold that may be let go of until the answer comes. */
  lease?: string
  /** The task waits for its answer, and is no longer held. */
  onWaits?(): void
  onClose(): void
}

/** Asks the curators; the question goes out once, however often it is sent. */
export default function AskDialog({ project, about, name, lease, onWaits, onClose }: Props) {
  const { api } = useServices()
  const [problem, setProblem] = useState<Problem>()
  const [sending, setSending] = useState(false)
  const key = useRef(newKey())
  const { data: before } = useGet<{ items: Question[] }>(about.task ? `/projects/${project}/questions?mine=true&task=${about.task}&limit=5` : null)

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const waits = form.get('wait') === 'on'
    setSending(true)
    const reply = await ask(api, project, about, String(form.get('text')), waits ? lease : undefined, key.current)
    setSending(false)
    if (!reply.ok) return setProblem(reply.problem)
    toast(reply.value.waits ? t.day.askedWaiting : waits ? t.day.askedNotWaiting : t.day.asked)
    onClose()
    if (reply.value.waits) onWaits?.()
  }

  return (
    <Dialog title={t.day.ask} onClose={onClose}>
      <form className="stack" onSubmit={send}>
        {about.passage ? <div><p className="quiet small">{t.day.askAboutPassage}</p><blockquote className="passage">{about.passage.text}</blockquote></div> : name && <p className="quiet">{t.day.askAbout(name)}</p>}
        <Field label={t.day.yourQuestion}><textarea name="text" rows={4} maxLength={longestText} required onKeyDown={sendByKey} /></Field>
        {lease && <label className="check"><input type="checkbox" name="wait" /> {t.day.waitForAnswer}</label>}
        <ProblemNote problem={problem} />
        <div className="row"><button className="primary" disabled={sending}>{t.day.send}</button><button type="button" onClick={onClose}>{t.day.cancel}</button></div>
      </form>
      {before && before.items.length > 0 && (
        <section className="before" aria-label={t.day.earlierHere}>
          <h3>{t.day.earlierHere}</h3>
          {before.items.map((one) => <Thread key={one.id} question={one} />)}
        </section>
      )}
    </Dialog>
  )
}

/** Enter makes a new line; with Ctrl it sends. */
function sendByKey(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
}
