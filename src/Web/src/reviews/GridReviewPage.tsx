import { useCallback, useEffect, useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { usePersonal, useServices } from '../app/services'
import { useCommands } from '../commands/useCommands'
import { useFirstLook } from '../desk/firstLook'
import { onceOfTwo } from '../desk/twice'
import { t } from '../i18n/texts'
import { readSpec, type VersionedSpec } from '../specs/spec'
import { pathOf } from '../tasks/workbench'
import { ProblemNote } from '../ui/ProblemNote'
import { sayNumber } from '../ui/say'
import { toast } from '../ui/toasts'
import type { Problem } from '../api/api'
import { newKey } from '../api/newKey'
import type { TaskItem } from '../work/item'
import { countOf, nothing, stillPicked, type Selection } from '../work/selection'
import { TaskDialog } from '../work/TaskDialog'
import { TaskGrid } from '../work/TaskGrid'
import { Tile } from '../work/Tile'
import '../work/work.css'
import { gridCommands } from './commands'
import { RejectDialog } from './RejectDialog'
import type { NextReviews, ReviewTask, Verdict } from './review'

/** What is looked at in one glance; the server hands out at most 50. */
const atOnce = 28
const tile = { width: 178, height: 208 }

/** Many candidates at a glance: exceptions are picked, the rest is accepted by one key. */
export default function GridReviewPage() {
  const project = useParams().project!
  const { api } = useServices()
  const { courier } = usePersonal()
  const { data: spec } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const [tasks, setTasks] = useState<readonly ReviewTask[]>([])
  const [exceptions, setExceptions] = useState<Selection>(nothing)
  const [asked, setAsked] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [open, setOpen] = useState<string>()
  const [rejecting, setRejecting] = useState(false)
  const [done, setDone] = useState(0)
  const asking = useRef(false)
  const say = t.curate.grid

  const ask = useCallback(async () => {
    if (asking.current) return
    asking.current = true
    const sent = new Set(courier.outbox.waiting.map((item) => item.task))
    const reply = await api.post<NextReviews>(`/projects/${project}/reviews/next`, { count: atOnce, resume: true })
    asking.current = false
    setAsked(true)
    setProblem(reply.ok ? undefined : reply.problem)
    if (reply.ok) setTasks(reply.value.tasks.filter((task) => !sent.has(task.id)))
  }, [api, courier, project])
  useEffect(() => void ask(), [ask])
  const first = tasks[0]?.id
  const look = useFirstLook()
  useEffect(() => void (first && look.shown(first)), [look, first])

  const picked = (place: number) => exceptions.kind === 'some' && exceptions.places.has(place)
  const rest = tasks.filter((task, place) => !picked(place) && task.candidate)
  const marked = tasks.filter((_, place) => picked(place))

  async function give(those: readonly ReviewTask[], verdict: Verdict) {
    const gone = new Set(those.map((task) => task.id))
    const left = tasks.filter((task) => !gone.has(task.id))
    setTasks(left)
    // What is marked as wrong stays marked: the same key once more must not accept it.
    setExceptions(stillPicked(exceptions, tasks, left))
    setDone((before) => before + those.length)
    await Promise.all(those.map((task) => courier.give({ key: newKey(), project, task: task.id, kind: 'review', path: pathOf(task.id, 'review'), body: verdict })))
    if (left.length === 0) await ask()
  }

  const accept = () => rest.length > 0 && void give(rest, { verdict: 'accept' })
  useCommands(gridCommands, {
    hasRest: !open && !rejecting && rest.length > 0, hasMarked: !open && !rejecting && marked.length > 0,
    accept: () => (first && look.isTooSoon(first, marked.length > 0) ? toast(t.desk.tooSoonToJudge) : accept()),
    reject: () => setRejecting(true),
  })

  if (!spec) return <main className="work" aria-busy="true" />
  const document = readSpec(spec.document)
  const itemOf = (task: ReviewTask): TaskItem => ({
    id: task.id, state: 'SUBMITTED', externalId: task.sample.externalId, sample: task.sample, label: task.candidate, confidence: task.confidence, updatedAt: '',
    note: task.reason && t.work.reviewReasons[task.reason],
  })
  return (
    <main className="work">
      <div className="work-head">
        <h1>{say.title}</h1>
        <span className="quiet tabular" role="status">{tasks.length > 0 ? say.waiting(sayNumber(tasks.length), sayNumber(done)) : t.desk.reviewedHere(done)}</span>
        <span className="bar-space" />
        <Link to={`/projects/${project}/review`}>{say.oneByOne}</Link>
      </div>
      <ProblemNote problem={problem} />
      <TaskGrid
        exceptions label={say.title} total={tasks.length} tile={tile} selection={exceptions} onSelect={(next) => setExceptions(next.kind === 'all' ? { kind: 'some', places: new Set(tasks.keys()), anchor: null } : next)}
        onOpen={(place) => setOpen(tasks[place]?.id)} onSight={() => {}}
        isThere={(place) => tasks[place] !== undefined}
        draw={(place) => <Tile task={tasks[place] && itemOf(tasks[place])} spec={document} />}
      />
      {asked && tasks.length === 0 && !problem && <p className="empty">{t.desk.nothingToReview}. <button className="link" onClick={() => void ask()}>{t.desk.askNow}</button></p>}
      <div className="row">
        <button className="primary" disabled={rest.length === 0} onClick={onceOfTwo(accept)}>{countOf(exceptions, tasks.length) > 0 ? say.acceptRest(sayNumber(rest.length)) : say.acceptAll(sayNumber(rest.length))} <kbd>A</kbd></button>
        <button disabled={marked.length === 0} onClick={() => setRejecting(true)}>{say.reject(sayNumber(marked.length))} <kbd>R</kbd></button>
        <span className="quiet small">{say.about}</span>
      </div>
      {rejecting && <RejectDialog onClose={() => setRejecting(false)} onReject={(comment, toOthers) => { setRejecting(false); void give(marked, { verdict: 'reject', comment, toOthers }) }} />}
      {open && <TaskDialog id={open} spec={document} nameOf={(user) => tasks.flatMap((task) => task.annotations).find((one) => one.annotator === user)?.name ?? user} onClose={() => setOpen(undefined)} />}
    </main>
  )
}
