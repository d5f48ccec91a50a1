import { useRef, useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { newKey } from '../api/newKey'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { answer, close, longestText, type Question } from './question'

/** To say more, or that it is understood. */
export function Reply({ question, onChanged }: { question: Question; onChanged(): void }) {
  const { api } = useServices()
  const [replying, setReplying] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const key = useRef(newKey())

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const reply = await answer(api, question.id, String(new FormData(event.currentTarget).get('text')), key.current)
    if (!reply.ok) return setProblem(reply.problem)
    key.current = newKey()
    setReplying(false)
    onChanged()
  }

  async function understood() {
    const reply = await close(api, question.id)
    if (!reply.ok) return setProblem(reply.problem)
    onChanged()
  }

  return (
    <div className="stack">
      {replying && (
        <form className="stack" onSubmit={send}>
          <Field label={t.day.yourReply}><textarea name="text" rows={2} maxLength={longestText} required autoFocus /></Field>
          <div className="row"><button className="primary">{t.day.send}</button><button type="button" onClick={() => setReplying(false)}>{t.day.cancel}</button></div>
        </form>
      )}
      <ProblemNote problem={problem} />
      {!replying && <div className="row"><button onClick={understood}>{t.day.done}</button><button onClick={() => setReplying(true)}>{t.day.reply}</button></div>}
    </div>
  )
}
