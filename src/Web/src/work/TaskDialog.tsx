import { lazy, Suspense, useState } from 'react'
import { useGet } from '../api/useGet'
import type { DataSpec } from '../specs/spec'
import { t } from '../i18n/texts'
import { Dialog } from '../ui/Dialog'
import { MarkGold } from '../gold/MarkGold'
import { UseForPractice } from '../practice/UseForPractice'
import { ProblemNote } from '../ui/ProblemNote'
import { sayMoment } from '../ui/say'
import type { WholeTask } from './item'
import { TaskConsensus } from './TaskConsensus'
import { Voices, voicesOf } from './Voices'

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
          <Voices sample={task.sample} voices={voicesOf(task)} spec={spec} />
          <TaskConsensus task={task.id} />
          {task.state === 'REVIEWED' && <UseForPractice task={task.id} />}
          {(task.state === 'REVIEWED' || task.gold) && <MarkGold task={task} />}
          {project && task.sample.width && voicesOf(task).length > 0 && <div className="row"><button onClick={() => setAdding(true)}>{t.day.examples.open}</button></div>}
          <History task={task} nameOf={nameOf} />
        </div>
      )}
      {adding && task && project && <Suspense fallback={null}><ExampleDialog project={project} sampleUrl={task.sample.url} spec={spec} voices={voicesOf(task)} onClose={() => setAdding(false)} /></Suspense>}
    </Dialog>
  )
}

function History({ task, nameOf }: { task: WholeTask; nameOf(user: string): string }) {
  return (
    <details open={task.history.length < 12}>
      <summary>{t.curate.history}</summary>
      <ol className="history">
        {task.history.map((entry, i) => (
          <li key={i}><time dateTime={entry.at}>{sayMoment(entry.at)}</time> <b>{t.curate.actors[entry.by as 'import'] ?? nameOf(entry.by)}</b> {t.curate.commands[entry.command as 'submit'] ?? entry.command}{entry.from !== entry.to && ` → ${t.curate.states[entry.to as 'QUEUED'] ?? entry.to}`}{entry.reason && <span className="quiet"> · {entry.reason}</span>}</li>
        ))}
      </ol>
    </details>
  )
}
