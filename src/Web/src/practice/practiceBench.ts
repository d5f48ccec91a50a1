import type { LabelDocument } from '../labels/labels'
import { current, evolve, nextRevision, noWork, type KeptStep, type Work, type WorkEvent } from '../tasks/work'
import type { LeasedTask } from '../tasks/task'
import type { Workbench } from '../tasks/workbench'

/** A workbench that keeps nothing and takes no task from anybody: each answer goes to whoever opened it. */
export interface PracticeBench extends Workbench {
  /** Lays the next task on the desk. */
  give(task: LeasedTask): void
  /** The answer under this key was taken, or was not. */
  settle(event: Extract<WorkEvent, { type: 'kept' | 'refused' }>): void
}

interface World {
  now(): number
  newKey(): string
  answered(task: LeasedTask, labels: LabelDocument, key: string): void
  skipped?(task: LeasedTask): void
  /** Every act, as it is done. */
  acted?(labels: LabelDocument, step: KeptStep | undefined): void
}

export function openPracticeBench({ now, newKey, answered, skipped, acted }: World): PracticeBench {
  let work: Work = noWork
  const watchers = new Set<() => void>()
  function happened(event: WorkEvent) {
    work = evolve(work, event)
    watchers.forEach((changed) => changed())
  }
  function finish(type: 'submitted' | 'skipped') {
    const held = current(work)
    if (!held) return
    const key = newKey()
    happened(type === 'skipped' ? { type, task: held.task.id, key, reason: '' } : { type, task: held.task.id, key })
    if (type === 'submitted') answered(held.task, held.labels, key)
    else skipped?.(held.task)
  }
  happened({ type: 'asked' })
  return {
    get work() {
      return work
    },
    subscribe(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    give: (task) => happened({ type: 'handedOut', tasks: [task], kept: new Map() }),
    settle: happened,
    answer(labels, step) {
      const held = current(work)
      if (!held) return
      happened({ type: 'answered', task: held.task.id, labels, revision: nextRevision(held, now()), step })
      acted?.(labels, step)
    },
    seeTo() {},
    submit: () => finish('submitted'),
    skip: () => finish('skipped'),
    back: () => happened({ type: 'lookedBack' }),
    forward: () => happened({ type: 'lookedForward' }),
    waits() {},
    submitLeft() {},
    dropLeft() {},
    openLeft() {},
    ask() {},
    reachable() {},
    close() {},
  }
}
