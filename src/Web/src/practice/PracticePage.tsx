import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useGet } from '../api/useGet'
import { newKey } from '../api/newKey'
import { useServices } from '../app/services'
import { CanvasPlace } from '../canvas/CanvasPlace'
import { DrawDesk } from '../canvas/DrawDesk'
import { t } from '../i18n/texts'
import type { LabelDocument } from '../labels/labels'
import { canDraw, readSpec, wantsDrawing, type DataSpec, type VersionedSpec } from '../specs/spec'
import { LabelDesk } from '../tasks/LabelDesk'
import { firstUrl } from '../tasks/pictures'
import type { LeasedTask } from '../tasks/task'
import type { AtDesk } from '../tasks/useWorkbench'
import { ProblemPage } from '../ui/ProblemPage'
import { sayShare } from '../ui/say'
import { Coach } from './Coach'
import { shapeOf, stepsOf, tick, type Did, type Step } from './coach'
import { MarkDesk } from './MarkDesk'
import { asTask, firstOpen, type Mark, type Practice, type Standing } from './practice'
import { openPracticeBench, type PracticeBench } from './practiceBench'
import './practice.css'

/** The way in: first the keys and tools on a picture of no project, then tasks whose answer is known. */
export default function PracticePage() {
  const project = useParams().project!
  const { data: spec, problem } = useGet<VersionedSpec>(`/projects/${project}/spec`)
  const { data: practice, problem: noPractice } = useGet<Practice>(`/projects/${project}/practice`)
  const [phase, setPhase] = useState<'tools' | 'tasks' | 'end'>('tools')
  const [standing, setStanding] = useState<Standing>()
  const { api, queries } = useServices()
  const go = useNavigate()
  if (problem || noPractice) return <ProblemPage problem={problem ?? noPractice} />
  if (!spec || !practice) return <main className="desk" aria-busy="true" />

  const current = { version: spec.version, document: readSpec(spec.document) }
  if (wantsDrawing(current.document) && !canDraw(current.document)) return <main className="desk"><CanvasPlace classes={current.document.classes.map((one) => one.name)} /></main>

  /** Whoever was here is offered it no more. */
  function introduced() {
    void api.put<Standing>(`/projects/${project}/practice`, { introduced: true }).then((reply) => {
      if (reply.ok) setStanding((before) => before ?? reply.value)
      for (const path of ['/me/work', `/projects/${project}/practice`, `/projects/${project}/practice/standing`]) void queries.invalidateQueries({ queryKey: [path] })
    })
  }
  function end() {
    introduced()
    setPhase('end')
  }

  if (phase === 'tools')
    return <Tools project={project} spec={current} onOver={practice.items.length > 0 ? () => setPhase('tasks') : end} onLeave={() => { introduced(); void go(`/projects/${project}/label`) }} />
  if (phase === 'tasks') return <Tasks project={project} spec={current} practice={practice} onStanding={setStanding} onEnd={end} />
  return (
    <main className="page practice-end">
      <h1>{t.practice.over}</h1>
      {standing?.score !== undefined && (
        <div className="card">
          <p className="score tabular">{sayShare(standing.score)}</p>
          <p>{t.practice.firstTries(standing.done, standing.of)}</p>
          <p className="quiet small">{t.practice.whoSees}</p>
        </div>
      )}
      <div className="row">
        <Link className="button primary" to={`/projects/${project}/label`}>{t.practice.toWork}</Link>
        {practice.items.length > 0 && <button onClick={() => setPhase('tasks')}>{t.practice.again}</button>}
        <Link to={`/projects/${project}/guideline`}>{t.day.readGuideline}</Link>
      </div>
    </main>
  )
}

interface DeskProps {
  project: string
  spec: { version: number; document: DataSpec }
}

function PracticeDesk({ project, spec, at, lead }: DeskProps & { at: AtDesk; lead: React.ReactNode }) {
  const Desk = wantsDrawing(spec.document) ? DrawDesk : LabelDesk
  return <Desk project={project} spec={spec} at={at} lead={lead} practising />
}

/** The real desk with a picture of no project on it, and a list of what to try. */
function Tools({ project, spec, onOver, onLeave }: DeskProps & { onOver(): void; onLeave(): void }) {
  const steps = useMemo(() => stepsOf(spec.document), [spec])
  const [done, setDone] = useState<ReadonlySet<Step>>(new Set())
  const did = (what: Did) => setDone((before) => tick(before, what, steps))
  const turn = useRef(0)
  const next = (bench: PracticeBench) => bench.give(asTask({ task: `practice-${++turn.current}`, sample: toyOf(spec.document, turn.current), specVersion: spec.version }, turn.current))
  const [bench] = useState(() => {
    const opened: PracticeBench = openPracticeBench({
      now: Date.now, newKey,
      answered: (_, __, key) => {
        did('submitted')
        opened.settle({ type: 'kept', key })
        next(opened)
      },
      skipped: () => next(opened),
      acted(labels, step) {
        const act = (step?.act as { type?: string } | undefined)?.type
        if (act === 'undo') did('undid')
        else did(labels.objects.length > 0 ? 'drew' : 'answered')
      },
    })
    next(opened)
    return opened
  })
  const work = useSyncExternalStore(bench.subscribe, () => bench.work)
  useEffect(() => {
    if (work.lookingAt !== null) did('lookedBack')
  }, [work.lookingAt])

  function onKeyDown({ key, ctrlKey }: KeyboardEvent) {
    if (key === '?' || key === 'F1') did('openedKeys')
    if ('+-='.includes(key) || key.toLowerCase() === 'z' && !ctrlKey) did('looked')
  }
  useEffect(() => {
    const press = (event: unknown) => onKeyDown(event as KeyboardEvent)
    const wheel = () => did('looked')
    window.addEventListener('keydown', press)
    window.addEventListener('wheel', wheel, { passive: true })
    return () => {
      window.removeEventListener('keydown', press)
      window.removeEventListener('wheel', wheel)
    }
  }, [])

  return <PracticeDesk project={project} spec={spec} at={{ bench, work }} lead={<Coach steps={steps} done={done} shape={shapeOf(spec.document)} onOver={onOver} onLeave={onLeave} />} />
}

/** Something to draw on, or to read, that belongs to nobody's project. */
const toyOf = ({ media }: DataSpec, turn: number) => media === 'image'
  ? { id: `toy-${turn}`, externalId: t.practice.toy, width: 640, height: 440, url: '/practice.svg' }
  : { id: `toy-${turn}`, externalId: t.practice.toy, url: '', text: t.practice.toyText }

interface Marked {
  task: LeasedTask
  answer: LabelDocument
  mark: Mark
}

/** The examples, one after the other, each marked at once. */
function Tasks({ project, spec, practice, onStanding, onEnd }: DeskProps & { practice: Practice; onStanding(to: Standing): void; onEnd(): void }) {
  const { api, pictures } = useServices()
  const [items] = useState(practice.items)
  const at = useRef(firstOpen(items))
  const turn = useRef(0)
  const [marked, setMarked] = useState<Marked>()

  function lay(bench: PracticeBench) {
    bench.give(asTask(items[at.current]!, ++turn.current))
    const following = items[at.current + 1]
    if (following && spec.document.media === 'image') pictures.prepare(firstUrl(following.sample)).catch(() => {})
  }
  const [bench] = useState(() => {
    const opened: PracticeBench = openPracticeBench({
      now: Date.now, newKey,
      async answered(task, answer, key) {
        const reply = await api.post<Mark>(`/projects/${project}/practice/${task.id}/answer`, { labels: answer }, { key })
        if (!reply.ok) {
          opened.settle({ type: 'refused', key, problem: reply.problem })
          if (reply.problem.code !== 'does-not-conform') lay(opened)
          return
        }
        opened.settle({ type: 'kept', key })
        onStanding(reply.value.standing)
        setMarked({ task, answer, mark: reply.value })
      },
      skipped: () => onNext(),
    })
    lay(opened)
    return opened
  })
  function onNext() {
    setMarked(undefined)
    if (++at.current < items.length) lay(bench)
    else onEnd()
  }

  const work = useSyncExternalStore(bench.subscribe, () => bench.work)
  const place = t.practice.place(at.current + 1, items.length)
  if (marked) return <MarkDesk project={project} spec={spec.document} {...marked} place={place} last={at.current + 1 === items.length} onNext={onNext} />
  return <PracticeDesk project={project} spec={spec} at={{ bench, work }} lead={<p className="note"><b>{t.practice.title}</b> <span className="quiet tabular">{place}</span><br /><span className="small">{t.practice.nothingCounts}</span></p>} />
}
