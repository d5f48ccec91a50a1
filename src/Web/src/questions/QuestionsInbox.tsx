import { useRef, useState, type FormEvent } from 'react'
import { Link } from 'react-router'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { ContestedFlags } from '../quality/ContestedFlags'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment } from '../ui/say'
import { tasksAt } from '../work/filter'
import { answer, longestText } from './question'

interface Question {
  id: string
  state: 'open' | 'answered' | 'closed'
  asker: { user: string; name: string }
  askedAt: string
  about: { task?: string; sample?: { externalId: string; thumbnailUrl?: string }; object?: string; passage?: { guidelineVersion: number; text: string } }
  waits: boolean
  messages: { by: { name: string }; text: string; at: string; answers: boolean }[]
}

/** Everything annotators ask, the latest first; an answer goes back to them at once. */
export function QuestionsInbox({ project }: { project: string }) {
  const say = t.curate.questions
  const [state, setState] = useState<Question['state']>('open')
  const { data, problem, reload } = useGet<{ items: Question[] }>(`/projects/${project}/questions?state=${state}&limit=100`, 15_000)
  return (
    <section aria-labelledby="inbox">
      <div className="page-head"><h1 id="inbox">{say.title}</h1><span className="bar-space" />
        <select className="short" aria-label={say.state} value={state} onChange={(event) => setState(event.target.value as 'open')}>
          {(['open', 'answered', 'closed'] as const).map((one) => <option key={one} value={one}>{say.states[one]}</option>)}
        </select>
      </div>
      <ProblemNote problem={problem} />
      <ContestedFlags project={project} />
      {data?.items.length === 0 && <p className="empty">{say.none}{state === 'open' && ` ${say.noneNext}`}</p>}
      {data?.items.map((question) => <Thread key={question.id} project={project} question={question} onAnswered={reload} />)}
    </section>
  )
}

function Thread({ project, question, onAnswered }: { project: string; question: Question; onAnswered(): void }) {
  const say = t.curate.questions
  const { api } = useServices()
  const [problem, setProblem] = useState<Problem>()
  const [sending, setSending] = useState(false)
  // Sent again after a lost reply it is one answer.
  const key = useRef(crypto.randomUUID())
  const { about } = question

  /** What is written stays until the server has it. */
  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    setSending(true)
    const reply = await answer(api, question.id, String(new FormData(form).get('text')), key.current)
    setSending(false)
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    key.current = crypto.randomUUID()
    form.reset()
    onAnswered()
  }
  return (
    <article className="card thread" aria-label={say.by(question.asker.name)}>
      {about.sample?.thumbnailUrl && <img src={about.sample.thumbnailUrl} alt={about.sample.externalId} loading="lazy" />}
      <div className="stack">
        <p className="small quiet">{about.sample && <Link to={tasksAt(project, { q: about.sample.externalId })}>{about.sample.externalId}</Link>}{question.waits && ` · ${say.waits}`}</p>
        {about.passage && <blockquote>{about.passage.text}</blockquote>}
        <ol className="messages">{question.messages.map((message, i) => <li key={i} className={message.answers ? 'answers' : undefined}><b>{message.by.name}</b> <time className="quiet small" dateTime={message.at}>{sayMoment(message.at)}</time><br />{message.text}</li>)}</ol>
        {question.state !== 'closed' && (
          <form className="row end" onSubmit={send}>
            <textarea
              name="text" rows={2} required maxLength={longestText} aria-label={say.answerTo(question.asker.name)}
              onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.currentTarget.form?.requestSubmit()}
            />
            <button className="primary" disabled={sending}>{say.answer}</button>
          </form>
        )}
        <ProblemNote problem={problem} />
      </div>
    </article>
  )
}
