import { lazy, Suspense, useEffect, useState } from 'react'
import { useGet } from '../api/useGet'
import { readLabels, sayAnswers, type LabelDocument } from '../labels/labels'
import type { DataSpec } from '../specs/spec'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { UseForPractice } from '../practice/UseForPractice'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment, saySeconds, sayShare } from '../ui/say'
import type { WholeTask } from './item'
import { Shapes } from './Shapes'
import { SamplePicture } from './Tile'

const ExampleDialog = lazy(async () => ({ default: (await import('../guideline/ExampleDialog')).ExampleDialog }))

interface Props {
  id: string
  spec: DataSpec
  /** Whose guideline the task may become an example in; absent for whoever may not change it. */
  project?: string | undefined
  nameOf(user: string): string
  onClose(): void
}

/** One task with every label there is of it, beside each other or taking turns over the picture, and what happened to it. */
export function TaskDialog({ id, spec, project, nameOf, onClose }: Props) {
  const [adding, setAdding] = useState(false)
  const { data: task, problem } = useGet<WholeTask>(`/tasks/${id}`)
  return (
    <Dialog wide title={task?.sample.externalId ?? '…'} onClose={onClose}>
      <ProblemNote problem={problem} />
      {task && (
        <div className="stack">
          <Compared task={task} spec={spec} />
          {task.state === 'REVIEWED' && <UseForPractice task={task.id} />}
          {project && task.sample.width && voicesOf(task).length > 0 && <div className="row"><button onClick={() => setAdding(true)}>{t.day.examples.open}</button></div>}
          <History task={task} nameOf={nameOf} />
        </div>
      )}
      {adding && task && project && <Suspense fallback={null}><ExampleDialog project={project} sampleUrl={task.sample.url} spec={spec} voices={voicesOf(task)} onClose={() => setAdding(false)} /></Suspense>}
    </Dialog>
  )
}

interface Voice {
  key: string
  who: string
  note: string
  labels: LabelDocument
}

/** Everybody's word on a task: the decision, each person, the model. */
export function voicesOf(task: Pick<WholeTask, 'annotations' | 'prediction' | 'decision'>): Voice[] {
  const say = t.curate.voices
  const voices: Voice[] = []
  if (task.decision?.labels) voices.push({ key: 'decision', who: say.decided, note: `${say.by[task.decision.by.kind as 'people'] ?? task.decision.by.kind} · ${sayShare(task.decision.confidence)}`, labels: readLabels(task.decision.labels) })
  for (const one of task.annotations) voices.push({ key: one.id, who: one.name, note: one.counts ? saySeconds(one.activeMs / 1000) : say.rejected, labels: readLabels(one.labels) })
  if (task.prediction?.labels) voices.push({ key: 'model', who: say.model, note: sayShare(task.prediction.confidence), labels: readLabels(task.prediction.labels) })
  return voices
}

const blinkMs = 600

function Compared({ task, spec }: { task: WholeTask; spec: DataSpec }) {
  const voices = voicesOf(task)
  const [blinking, setBlinking] = useState(false)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (!blinking) return
    const timer = setInterval(() => setTurn((now) => now + 1), blinkMs)
    return () => clearInterval(timer)
  }, [blinking])
  const drawn = voices.filter((voice) => voice.labels.objects.length > 0)
  const order = spec.properties.map((rule) => rule.name)
  const shown = blinking ? [drawn[turn % drawn.length]!] : voices.length > 0 ? voices : [{ key: 'none', who: t.curate.unlabeled, note: '', labels: readLabels(null) }]
  return (
    <section aria-label={t.curate.voices.title}>
      {drawn.length > 1 && <label className="check"><input type="checkbox" checked={blinking} onChange={(event) => setBlinking(event.target.checked)} />{t.curate.voices.blink}</label>}
      <div className={blinking ? 'voices one' : 'voices'}>
        {shown.map((voice) => (
          <figure key={blinking ? 'blink' : voice.key}>
            <span className="tile-picture"><SamplePicture sample={task.sample} full={blinking} /><Shapes labels={voice.labels} spec={spec} width={task.sample.width ?? 0} height={task.sample.height ?? 0} /></span>
            <figcaption><b>{voice.who}</b> <span className="quiet">{voice.note}</span><br />{sayAnswers(voice.labels, order)}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  )
}

function History({ task, nameOf }: { task: WholeTask; nameOf(user: string): string }) {
  return (
    <details open={task.history.length < 12}>
      <summary>{t.curate.history}</summary>
      <ol className="history">
        {task.history.map((entry, i) => (
          <li key={i}><time dateTime={entry.at}>{sayMoment(entry.at)}</time> <b>{nameOf(entry.by)}</b> {t.curate.commands[entry.command as 'submit'] ?? entry.command}{entry.from !== entry.to && ` → ${t.curate.states[entry.to as 'QUEUED'] ?? entry.to}`}{entry.reason && <span className="quiet"> · {entry.reason}</span>}</li>
        ))}
      </ol>
    </details>
  )
}
