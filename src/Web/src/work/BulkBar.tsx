import { useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { useServices } from '../app/services'
import { JobProgress } from '../jobs/JobProgress'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber } from '../ui/say'

type Act = 'assign' | 'turn' | 'review' | 'reopen' | 'tag'
type Role = string

interface Props {
  project: string
  count: number
  total: number
  people: readonly { user: string; name: string; roles: readonly Role[] }[]
  /** The members of a request that say which tasks are meant. */
  meant(): Promise<Record<string, unknown>>
  onAll(): void
  onNone(): void
  onDone(): void
}

/** What can be done to the tasks that are picked: one job on the server, whatever their number. */
export function BulkBar({ project, count, total, people, meant, onAll, onNone, onDone }: Props) {
  const { api } = useServices()
  const [act, setAct] = useState<Act>()
  const [job, setJob] = useState<string>()
  const [problem, setProblem] = useState<Problem>()
  const say = t.curate.bulk

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const text = (name: string) => String(given.get(name) ?? '').trim()
    const body = act === 'assign' ? { act, kind: text('kind'), user: text('user') }
      : act === 'turn' ? { act, turn: text('turn') }
      : act === 'tag' ? { act: text('how'), tag: text('tag') }
      : { act, reason: text('reason') }
    const reply = await api.post<{ id: string }>(`/projects/${project}/tasks/bulk`, { ...(await meant()), ...body })
    setProblem(reply.ok ? undefined : reply.problem)
    if (!reply.ok) return
    setJob(reply.value.id)
    setAct(undefined)
    onNone()
  }

  return (
    <>
      {count > 0 && (
        <div className="bulk" role="toolbar" aria-label={say.title}>
          <b className="tabular" role="status">{say.picked(sayNumber(count))}</b>
          {count < total && <button className="plain" onClick={onAll}>{say.all(sayNumber(total))}</button>}
          <span className="bar-space" />
          {(['assign', 'turn', 'review', 'reopen', 'tag'] as const).map((one) => <button key={one} onClick={() => setAct(one)}>{say.acts[one]}…</button>)}
          <button className="plain" onClick={onNone}>{say.none}</button>
        </div>
      )}
      {job && (
        <div className="card bulk-job">
          <JobProgress key={job} id={job} title={say.job} onEnded={onDone} />
          <button className="plain close" aria-label={t.desk.close} onClick={() => setJob(undefined)}>×</button>
        </div>
      )}
      {act && (
        <Dialog title={say.title_of(say.acts[act], sayNumber(count))} onClose={() => setAct(undefined)}>
          <form className="stack" onSubmit={submit}>
            {act === 'assign' && <AssignFields people={people} />}
            {act === 'turn' && (
              <Field label={say.when}><select name="turn"><option value="first">{t.curate.turns.first}</option><option value="usual">{t.curate.turns.usual}</option><option value="last">{t.curate.turns.last}</option></select></Field>
            )}
            {act === 'tag' && (
              <>
                <Field label={say.tag}><input name="tag" required maxLength={60} /></Field>
                <Field label={say.how}><select name="how"><option value="tag">{say.add}</option><option value="untag">{say.remove}</option></select></Field>
              </>
            )}
            {(act === 'review' || act === 'reopen') && (
              <>
                <p className="quiet">{act === 'review' ? say.reviewMeans : say.reopenMeans}</p>
                <Field label={say.reason}><textarea name="reason" rows={3} maxLength={2000} /></Field>
              </>
            )}
            <ProblemNote problem={problem} />
            <button className="primary">{say.acts[act]}</button>
          </form>
        </Dialog>
      )}
    </>
  )
}

function AssignFields({ people }: Pick<Props, 'people'>) {
  const [kind, setKind] = useState<'label' | 'review'>('label')
  const able = people.filter(({ roles }) => roles.includes(kind === 'label' ? 'annotator' : 'reviewer'))
  return (
    <>
      <Field label={t.curate.bulk.kind}>
        <select name="kind" value={kind} onChange={(event) => setKind(event.target.value as 'label')}><option value="label">{t.curate.bulk.kinds.label}</option><option value="review">{t.curate.bulk.kinds.review}</option></select>
      </Field>
      <Field label={t.curate.bulk.to}><select name="user" required>{able.map(({ user, name }) => <option key={user} value={user}>{name}</option>)}</select></Field>
    </>
  )
}
