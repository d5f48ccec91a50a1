import { useInfiniteQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { read, useGet, type Refusal } from '../api/useGet'
import { useServices } from '../app/services'
import { t } from '../i18n/texts'
import { Field } from '../ui/Field'
import { ProblemNote } from '../ui/ProblemNote'
import { sayDay, sayMoment, sayTime, startOfDay } from '../ui/say'
import { byDay, noFilter, queryOf, sayFilter, type Entry, type LogFilter } from './entry'
import './activity.css'

const pageSize = 50

interface Page {
  items: Entry[]
  next: string | null
}

/** Who did what, the newest first. */
export function ActivitySection({ project }: { project: string }) {
  const say = t.activity
  const { api } = useServices()
  const [filter, setFilter] = useState<LogFilter>(noFilter)
  const { data: members } = useGet<{ items: { user: string; name: string }[] }>(`/projects/${project}/members`)
  const query = queryOf(filter, startOfDay)
  const path = `/projects/${project}/activity`
  const log = useInfiniteQuery<Page, Refusal>({
    queryKey: [path, query],
    queryFn: ({ pageParam }) => read<Page>(api, `${path}?${query}${query && '&'}limit=${pageSize}${pageParam ? `&cursor=${pageParam as string}` : ''}`),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
  })
  const entries = log.data?.pages.flatMap((page) => page.items) ?? []
  const set = (change: Partial<LogFilter>) => setFilter({ ...filter, ...change })

  return (
    <section aria-labelledby="activity">
      <div className="page-head"><h1 id="activity">{say.title}</h1></div>
      <p className="quiet">{say.about}</p>
      <search className="grid4" aria-label={say.title}>
        <Field label={say.who}>
          <select value={filter.by} onChange={(event) => set({ by: event.target.value })}>
            <option value="">{say.everybody}</option>
            {members?.items.map(({ user, name }) => <option key={user} value={user}>{name}</option>)}
          </select>
        </Field>
        <Field label={say.kind}>
          <select value={filter.kind} onChange={(event) => set({ kind: event.target.value })}>
            <option value="">{say.any}</option>
            {Object.entries(say.kinds).map(([kind, words]) => <option key={kind} value={kind}>{words}</option>)}
          </select>
        </Field>
        <Field label={say.from}><input type="date" value={filter.from} onChange={(event) => set({ from: event.target.value })} /></Field>
        <Field label={say.to}><input type="date" value={filter.to} onChange={(event) => set({ to: event.target.value })} /></Field>
      </search>
      <ProblemNote problem={log.error?.problem} />
      {log.data && entries.length === 0 && !log.hasNextPage && <p className="empty">{say.none}</p>}
      {byDay(entries, sayDay).map(({ day, entries: some }) => (
        <div key={day} className="card log-day">
          <h2>{day}</h2>
          <ol className="log">{some.map((entry) => <li key={entry.number}><Line entry={entry} /></li>)}</ol>
        </div>
      ))}
      {log.hasNextPage && <div className="row"><button disabled={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>{entries.length === 0 ? say.lookOn : say.more}</button></div>}
    </section>
  )
}

function Line({ entry }: { entry: Entry }) {
  const say = t.activity
  // A job's id says nothing to people, except where it is all there is to say.
  const facts = entry.facts.filter(({ name }) => name !== 'job' || entry.facts.length === 1)
  return (
    <>
      <time dateTime={entry.at} title={sayMoment(entry.at)}>{sayTime(entry.at)}</time>
      <span>
        <b>{entry.by.name}</b> {say.kinds[entry.kind as 'spec'] ?? entry.kind}
        {entry.token && <span className="quiet"> ({say.byToken})</span>}
        {facts.length > 0 && <span className="log-facts">{facts.map(({ name, value }, i) => <span key={i}><i>{say.facts[name as 'name'] ?? name}</i> {sayValue(name, value)}</span>)}</span>}
      </span>
    </>
  )
}

function sayValue(name: string, value: string): ReactNode {
  if (value === 'true') return t.activity.yes
  if (name === 'until') return <time dateTime={value}>{sayTime(value)}</time>
  if (name === 'filter') return sayFilter(value) ?? <code>{value}</code>
  if (name === 'job') return <code>{value}</code>
  if (name === 'act') return t.curate.bulk.acts[value as 'assign'] ?? value
  if (name === 'kind') return t.curate.bulk.kinds[value as 'label'] ?? value
  if (name === 'roles') return value.split(', ').map((role) => t.app.roles[role as 'annotator'] ?? role).join(', ')
  return value
}
