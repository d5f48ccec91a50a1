import { useRef } from 'react'
import { evolve, labelsOf, startDrawing, type Act, type Drawing } from '../canvas/drawing'
import { restored, type KeptAct } from '../canvas/restored'
import { nothingSaid, type LabelDocument } from '../labels/labels'
import type { KeptStep } from './work'

interface Given {
  task: { id: string; lease?: { id: string } } | undefined
  labels: LabelDocument | undefined
  /** What led to these labels, as far as this browser kept it. */
  kept: readonly KeptAct[] | undefined
  changed(labels: LabelDocument, step: KeptStep): void
}

/** Answers to a task's questions with an undo list as long as the work, which outlasts a reload. Kept beside React: the next key comes before it draws. */
export function useAnswering({ task, labels = nothingSaid, kept = [], changed }: Given) {
  const answers = useRef<Drawing>(startDrawing(nothingSaid))
  /** Set until the first act: what undoing will go back to. */
  const start = useRef<LabelDocument>(undefined)
  const of = useRef<string>(undefined)

  const which = task && `${task.id} ${task.lease?.id}`
  if (of.current !== which) {
    of.current = which
    const before = restored(kept, labels)
    answers.current = before ?? startDrawing(labels)
    start.current = before ? undefined : labels
  }

  return {
    act(one: Act) {
      const [before, after] = [answers.current, evolve(answers.current, one)]
      if (after === before) return
      answers.current = after
      changed(labelsOf(after), { ...(start.current && { start: start.current }), act: one })
      start.current = undefined
    },
  }
}
