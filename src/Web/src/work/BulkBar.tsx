import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { Problem } from '../api/api'
import { newKey } from '../api/newKey'
import { Refusal, useGet } from '../api/useGet'
import { useServices } from '../app/services'
import { JobProgress } from '../jobs/JobProgress'
import { t } from '../i18n/texts'
import type { Vendor, WorkOrder } from '../orders/order'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber } from '../ui/say'

type Act = 'assign' | 'turn' | 'review' | 'reopen' | 'tag' | 'gold'
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
  const had = useRef(false)
  const [sending, setSending] = useState(false)
  /** Counts openings of the dialog: what was sent by one that is closed is meant no more. */
  const opening = useRef(0)
  const last = useRef({ content: '', key: '' })
  useEffect(() => {
    // The bar goes with what was picked: whoever pressed a key in it goes on in the list.
    if (had.current && count === 0 && document.activeElement === document.body) document.querySelector<HTMLElement>('.task-grid')?.focus()
    had.current = count > 0
  }, [count])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (sending) return
    const given = new FormData(event.currentTarget)
    const text = (name: string) => String(given.get(name) ?? '').trim()
    const body = act === 'assign' ? { act, kind: text('kind'), to: recipientOf(text('to')) }
      : act === 'turn' ? { act, turn: text('turn') }
      : act === 'gold' ? { act: text('how'), ...(text('how') === 'gold' ? { note: text('reason') } : { reason: text('reason') }) }
      : act === 'tag' ? { act: text('how'), tag: text('tag') }
      : { act, reason: text('reason') }
    const mine = opening.current
    setSending(true)
    try {
      const content = { ...(await meant()), ...body }
      if (mine !== opening.current) return
      // The same again after a lost answer is the same act.
      const text = JSON.stringify(content)
      if (last.current.content !== text) last.current = { content: text, key: newKey() }
      const reply = await api.post<{ id: string }>(`/projects/${project}/tasks/bulk`, content, { key: last.current.key })
      if (reply.ok) {
        last.current = { content: '', key: '' }
        setJob(reply.value.id)
      }
      if (mine !== opening.current) return
      if (!reply.ok) return setProblem(reply.problem)
      show(undefined)
      onNone()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (mine === opening.current) setProblem(error.problem)
    } finally {
      if (mine === opening.current) setSending(false)
    }
  }

  function show(next: Act | undefined) {
    opening.current++
    setSending(false)
    setProblem(undefined)
    setAct(next)
  }

  return (
    <>
      {count > 0 && (
        <div className="bulk work-foot" role="toolbar" aria-label={say.title}>
          <span className="bulk-count"><b className="tabular" role="status">{say.picked(sayNumber(count))}</b><small className="quiet">{t.curate.standsStill}</small></span>
          {count < total && <button className="plain" onClick={onAll}>{say.all(sayNumber(total))}</button>}
          <span className="bar-space" />
          {(['assign', 'turn', 'review', 'reopen', 'tag', 'gold'] as const).map((one) => <button key={one} onClick={() => show(one)}>{say.acts[one]}…</button>)}
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
        <Dialog title={say.title_of(say.acts[act], sayNumber(count))} onClose={() => show(undefined)}>
          <form className="stack" onSubmit={submit}>
            {act === 'assign' && <AssignFields project={project} people={people} />}
            {act === 'turn' && (
              <Field label={say.when}><select name="turn"><option value="first">{t.curate.turns.first}</option><option value="usual">{t.curate.turns.usual}</option><option value="last">{t.curate.turns.last}</option></select></Field>
            )}
            {act === 'tag' && (
              <>
                <Field label={say.tag}><input name="tag" required maxLength={60} /></Field>
                <Field label={say.how}><select name="how"><option value="tag">{say.add}</option><option value="untag">{say.remove}</option></select></Field>
              </>
            )}
            {act === 'gold' && (
              <>
                <p className="quiet">{t.gold.bulkMeans}</p>
                <Field label={say.how}><select name="how"><option value="gold">{t.gold.bulkHow.gold}</option><option value="ungold">{t.gold.bulkHow.ungold}</option></select></Field>
                <Field label={say.reason}><textarea name="reason" rows={3} maxLength={1000} /></Field>
              </>
            )}
            {(act === 'review' || act === 'reopen') && (
              <>
                <p className="quiet">{act === 'review' ? say.reviewMeans : say.reopenMeans}</p>
                <Field label={say.reason}><textarea name="reason" rows={3} maxLength={2000} /></Field>
              </>
            )}
            <ProblemNote problem={problem} />
            <button className="primary" disabled={sending} aria-busy={sending}>{say.acts[act]}</button>
          </form>
        </Dialog>
      )}
    </>
  )
}

/** As the server takes it: {user}, {vendor} or {workOrder}. */
export function recipientOf(chosen: string): Record<string, string> {
  const [kind, ...id] = chosen.split(':')
  return { [kind!]: id.join(':') }
}

/** Work orders are for labels alone; vendors share out either. */
function AssignFields({ project, people }: Pick<Props, 'project' | 'people'>) {
  const [kind, setKind] = useState<'label' | 'review'>('label')
  const vendors = useGet<{ items: Vendor[] }>(`/projects/${project}/vendors`).data?.items ?? []
  const orders = useGet<{ items: WorkOrder[] }>(`/projects/${project}/work-orders`).data?.items ?? []
  const say = t.curate.bulk
  const able = new Set(people.filter(({ roles }) => roles.includes(kind === 'label' ? 'annotator' : 'reviewer')).map(({ user }) => user))
  const theirs = vendors.filter(({ members }) => members.some(({ user }) => able.has(user)))
  const open = kind === 'label' ? orders.filter(({ tasks, quantity, vendor }) => tasks < quantity && theirs.some(({ id }) => id === vendor)) : []
  const groups: [string, { value: string; name: string }[]][] = [
    [say.recipients.people, people.filter(({ user }) => able.has(user)).map(({ user, name }) => ({ value: `user:${user}`, name }))],
    [say.recipients.vendors, theirs.map(({ id, name }) => ({ value: `vendor:${id}`, name }))],
    [say.recipients.orders, open.map(({ id, name, vendorName }) => ({ value: `workOrder:${id}`, name: `${name} · ${vendorName}` }))],
  ]
  return (
    <>
      <Field label={say.kind}>
        <select name="kind" value={kind} onChange={(event) => setKind(event.target.value as 'label')}><option value="label">{say.kinds.label}</option><option value="review">{say.kinds.review}</option></select>
      </Field>
      <Field label={say.to} hint={able.size === 0 ? say.nobody : undefined}>
        <select name="to" required>
          {groups.map(([label, choices]) => choices.length > 0 && <optgroup key={label} label={label}>{choices.map(({ value, name }) => <option key={value} value={value}>{name}</option>)}</optgroup>)}
        </select>
      </Field>
    </>
  )
}
