import { useCallback, useEffect, useRef, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { read, useGet } from '../api/useGet'
import { useMe, useServices } from '../app/services'
import { may, type Project } from '../projects/project'
import { readSpec, type VersionedSpec } from '../specs/spec'
import { t } from '../i18n/texts'
import { ProblemNote } from '../ui/ProblemNote'
import { ProblemPage } from '../ui/ProblemPage'
import { sayNumber } from '../ui/say'
import { BulkBar } from './BulkBar'
import { bodyOf, queryOf, readFilter, type TaskFilter } from './filter'
import { FilterBar } from './FilterBar'
import type { TaskPage } from './item'
import { countOf, namesOf, nothing, type Selection } from './selection'
import { ExpectedAccuracy } from './ExpectedAccuracy'
import { TaskDialog } from './TaskDialog'
import { TaskGrid } from './TaskGrid'
import { Tile } from './Tile'
import { pageAt, pageKey, pageSize, useTasks } from './useTasks'
import './work.css'

interface Member {
  user: string
  name: string
  roles: string[]
}

const tile = { width: 178, height: 208 }

/** Find tasks by anything, look at many at once, and do one thing to all of them. */
export default function WorkPage() {
  const project = useParams().project!
  const me = useMe()
  const { api, queries } = useServices()
  const [params, setParams] = useSearchParams()
  const asked = useRef(params)
  useEffect(() => { asked.current = params }, [params])
  const filter = readFilter(params)
  const query = queryOf(filter)
  const sort = params.get('sort') ?? 'import'
  const { data: about } = useGet<Project>(`/projects/${project}`)
  const { data: spec, problem } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const curates = may(me, about, 'curator')
  const { data: members } = useGet<{ items: Member[] }>(curates ? `/projects/${project}/members` : null)
  const { data: orders } = useGet<{ items: { id: string; name: string }[] }>(curates ? `/projects/${project}/work-orders` : null)
  const [selection, setSelection] = useState<Selection>(nothing)
  const [sight, setSight] = useState({ first: 0, last: pageSize - 1 })
  const [open, setOpen] = useState<string>()
  const [awaited, setAwaited] = useState<number>()
  const tasks = useTasks(project, filter, sort, sight.first, sight.last, selection.kind === 'all' || selection.places.size > 0)
  const names = useRef<ReadonlyMap<number, string>>(new Map())
  useEffect(() => {
    select(nothing)
    setAwaited(undefined)
  }, [query, sort])
  const opened = awaited === undefined ? undefined : tasks.at(awaited)?.id
  useEffect(() => {
    if (!opened) return
    setOpen(opened)
    setAwaited(undefined)
  }, [opened])
  const onSight = useCallback((first: number, last: number) => {
    setSight({ first, last })
    setAwaited((place) => (place !== undefined && place >= first && place <= last ? place : undefined))
  }, [])
  if (problem) return <ProblemPage problem={problem} />
  if (!spec) return <main className="work" aria-busy="true" />
  const document = readSpec(spec.document)
  const people = members?.items ?? []

  /** From what was asked for last, not from what the page shows: that follows a moment later, and a quick hand would bring back what it has just cleared. */
  function search(change: (filter: TaskFilter) => TaskFilter, by = asked.current.get('sort') ?? 'import') {
    const wanted = new URLSearchParams(queryOf(change(readFilter(asked.current))))
    if (by !== 'import') wanted.set('sort', by)
    asked.current = wanted
    setParams(wanted, { replace: true })
  }

  function select(next: Selection) {
    const seen = (place: number) => queries.getQueryData<TaskPage>(pageKey(project, filter, sort, Math.floor(place / pageSize)))?.items[place % pageSize]?.id
    names.current = namesOf(next, names.current, seen)
    setSelection(next)
  }

  /** By name what was picked one by one, by their filter all that match. */
  async function meant() {
    if (selection.kind === 'all') return { filter: bodyOf(filter) }
    const places = [...selection.places]
    const pages = new Set(places.filter((place) => !names.current.has(place)).map((place) => Math.floor(place / pageSize)))
    const items = new Map(await Promise.all([...pages].map(async (page) => [page, (await queries.fetchQuery({
      queryKey: pageKey(project, filter, sort, page), queryFn: () => read<TaskPage>(api, pageAt(project, filter, sort, page)), staleTime: 30_000,
    })).items] as const)))
    return { tasks: places.flatMap((place) => names.current.get(place) ?? items.get(Math.floor(place / pageSize))?.[place % pageSize]?.id ?? []) }
  }

  const renew = () => void queries.invalidateQueries({ queryKey: [`/projects/${project}/tasks`] })
  const total = tasks.total ?? 0
  return (
    <main className="work">
      <div className="work-head">
        <h1>{t.curate.work}</h1>
        <span className="quiet tabular" role="status">{tasks.total === undefined ? '…' : t.curate.found(sayNumber(total))}</span>
        <ExpectedAccuracy project={project} query={query} />
      </div>
      <FilterBar spec={document} people={people} orders={orders?.items ?? []} filter={filter} sort={sort} onSet={(change) => search((old) => ({ ...old, ...change }))} onClear={() => search(() => ({}))} onSort={(by) => search((old) => old, by)} />
      {tasks.problem && <ProblemNote problem={{ status: 0, code: '', ...tasks.problem }} />}
      <TaskGrid
        label={t.curate.work} total={total} tile={tile} selection={selection} onSelect={curates ? select : () => {}} onSight={onSight}
        onOpen={setAwaited /* a quick hand is before its page: what is still on its way opens when it is there */}
        isThere={(place) => tasks.at(place) !== undefined}
        draw={(place) => <Tile task={tasks.at(place)} spec={document} />}
      />
      {tasks.total === 0 && <p className="empty">{query ? t.curate.nothingFound : <>{t.curate.noTasks} {curates && <Link to={`/projects/${project}/setup/import`}>{t.curate.importSamples}</Link>}</>}</p>}
      {countOf(selection, total) === 0 && <p className="quiet small work-foot">{t.curate.gridKeys}</p>}
      {curates && (
        <BulkBar
          project={project} count={countOf(selection, total)} total={total} people={people} meant={meant}
          onAll={() => select({ kind: 'all' })} onNone={() => select(nothing)} onDone={renew}
        />
      )}
      {open && <TaskDialog id={open} spec={document} project={curates ? project : undefined} nameOf={(user) => people.find((one) => one.user === user)?.name ?? (user === me.id ? me.name ?? me.email : user)} onClose={() => setOpen(undefined)} />}
    </main>
  )
}
