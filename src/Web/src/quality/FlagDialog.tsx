import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useGet } from '../api/useGet'
import { useMe, useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayFixed, sayMoment, sayNumber, sayShare } from '../ui/say'
import { toast } from '../ui/toasts'
import { sayFlag } from './Flags'
import type { Annotator, Flag } from './progress'

/** Whose work it is, who sees to their vendor, or who rules. */
export type FlagRole = 'self' | 'manager' | 'curator'

interface Props {
  project: string
  whose: Pick<Annotator, 'user' | 'name'>
  flag: Flag
  role: FlagRole
  onClose(): void
  onSaid(): void
}

const longest = 2_000

/** Why a flag is there, what is said against it, and what a curator says to that. */
export function FlagDialog({ project, whose, flag, role, onClose, onSaid }: Props) {
  const { api } = useServices()
  const me = useMe()
  const { data: members } = useGet<{ items: { user: string; name: string }[] }>(role === 'curator' ? `/projects/${project}/members` : null)
  const [problem, setProblem] = useState<Problem>()
  const say = t.vendor.flag
  const { contest } = flag
  const nameOf = (user: string, otherwise: string) => (user === whose.user ? whose.name : user === me.id ? me.name ?? me.email : members?.items.find((one) => one.user === user)?.name ?? otherwise)
  const path = `/projects/${project}/annotators/${whose.user}/contests`

  async function send(at: string, body: object, done: string) {
    const reply = await api.post(at, { flag: flag.code, ...body })
    if (!reply.ok) return setProblem(reply.problem)
    toast(done)
    onSaid()
    onClose()
  }

  function contestIt(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    void send(path, { comment: String(new FormData(event.currentTarget).get('comment')).trim() }, say.sent)
  }

  function rule(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const withdrawn = (event.nativeEvent as SubmitEvent).submitter?.getAttribute('value') === 'withdraw'
    void send(`${path}/ruling`, { withdrawn, comment: String(new FormData(event.currentTarget).get('comment')).trim() }, say.isRuled)
  }

  return (
    <Dialog title={say.openOf(whose.name, sayFlag(flag))} onClose={onClose}>
      <div className="stack">
        <p>{flag.message}</p>
        <Numbers of={flag} />
        <p className="quiet small">{say.about}</p>
        {contest && <Said head={say.said(nameOf(contest.by, say.manager))} at={contest.at} words={contest.comment} />}
        {contest?.ruling && <Said head={`${say.ruled(nameOf(contest.ruling.by, say.curator))} ${contest.ruling.withdrawn ? say.withdrawn : say.upheld}`} at={contest.ruling.at} words={contest.ruling.comment} />}
        {role === 'curator' ? contest && (
          <form className="stack" onSubmit={rule}>
            <Field label={say.rule} hint={say.ruleHint}><textarea name="comment" rows={2} maxLength={longest} /></Field>
            <div className="row"><button className="primary" value="withdraw">{say.withdraw}</button><button value="uphold">{say.uphold}</button></div>
            <p className="quiet small">{say.means}</p>
          </form>
        ) : (
          <form className="stack" onSubmit={contestIt}>
            <Field label={say.contest} hint={say.contestHint}><textarea name="comment" rows={3} maxLength={longest} required /></Field>
            <div className="row"><button className="primary">{say.send}</button></div>
          </form>
        )}
        <ProblemNote problem={problem} />
      </div>
    </Dialog>
  )
}

function Said({ head, at, words }: { head: string; at: string; words: string }) {
  return <div className="said-of-flag"><p><b>{head}</b> <time className="quiet small" dateTime={at}>{sayMoment(at)}</time></p>{words && <blockquote>{words}</blockquote>}</div>
}

/** The numbers behind a flag, in the reader's own language: the server's words are English. */
function Numbers({ of: { code, value, expected, answers, byChance } }: { of: Flag }) {
  const say = t.vendor.flag.numbers
  if (typeof value !== 'number') return null
  return (
    <dl className="facts">
      <div><dt>{say.seen}</dt><dd>{sayShare(value)}</dd></div>
      {typeof expected === 'number' && <div><dt>{say.expected[code as 'random'] ?? say.expected.other}</dt><dd>{sayShare(expected)}</dd></div>}
      {typeof answers === 'number' && <div><dt>{say.answers}</dt><dd>{sayNumber(answers)}</dd></div>}
      {typeof byChance === 'number' && <div><dt>{say.byChance}</dt><dd>{sayFixed(Math.max(1e-6, byChance), byChance < 0.001 ? 6 : 3)}</dd></div>}
    </dl>
  )
}
