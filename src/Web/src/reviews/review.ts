import type { Problem } from '../api/api'
import type { LabelDocument } from '../labels/labels'
import { mostMarks, type ShapeMark } from './marks'
import type { Lease, Sample } from '../tasks/task'

/** A task that waits for a reviewer. */
export interface ReviewTask {
  id: string
  sample: Sample
  specVersion: number
  reason?: 'sampled' | 'disagreement' | 'auditDisputed' | 'skipped' | 'noAnnotatorLeft' | 'certificateBroken' | 'asked'
  candidate?: LabelDocument | null
  confidence?: number | null
  annotations: { id: string; annotator: string; name?: string; labels?: LabelDocument | null }[]
  skips?: { by: string; reason: string }[]
  prediction?: { labels?: LabelDocument | null; confidence?: number; model?: string | { id: string; version: number } } | null
  lease?: Lease
}

export interface NextReviews {
  tasks: ReviewTask[]
}

export interface Verdict {
  verdict: 'accept' | 'correct' | 'reject'
  comment?: string
  /** What is rejected goes to somebody who has not had it. */
  toOthers?: boolean
  labels?: LabelDocument
  marks?: readonly ShapeMark[]
}

/** The reviewer's page: a fold of what happened. */
export interface Reviewing {
  tasks: readonly ReviewTask[]
  /** What the reviewer made of the first task; nothing until they change the candidate. */
  correction: LabelDocument | null
  /** Pinned to shapes of the first task. */
  marks: readonly ShapeMark[]
  given: readonly { key: string; task: ReviewTask; verdict: Verdict['verdict'] }[]
  asking: boolean
  /** Asked and got nothing. */
  empty: boolean
  /** Why asking failed. */
  problem?: Problem | undefined
}

export type ReviewEvent =
  | { type: 'asked' }
  | { type: 'handedOut'; tasks: readonly ReviewTask[] }
  | { type: 'notHandedOut'; problem: Problem }
  | { type: 'corrected'; labels: LabelDocument }
  | { type: 'reverted' }
  | { type: 'marked'; mark: ShapeMark }
  | { type: 'unmarked'; index: number }
  | { type: 'given'; task: string; key: string; verdict: Verdict['verdict'] }

export const noReviews: Reviewing = { tasks: [], correction: null, marks: [], given: [], asking: false, empty: false }

/** A task that was rejected and answered anew comes again, under another lease. */
const holdOf = ({ id, lease }: ReviewTask) => `${id} ${lease?.id ?? ''}`

export function evolveReviewing(state: Reviewing, event: ReviewEvent): Reviewing {
  switch (event.type) {
    case 'asked':
      return { ...state, asking: true }
    case 'handedOut': {
      const here = new Set(state.tasks.map((task) => task.id))
      const done = new Set(state.given.map((one) => holdOf(one.task)))
      const tasks = [...state.tasks, ...event.tasks.filter((task) => !here.has(task.id) && !done.has(holdOf(task)))]
      return { ...state, tasks, asking: false, empty: event.tasks.length === 0, problem: undefined }
    }
    case 'notHandedOut':
      return { ...state, asking: false, problem: event.problem }
    case 'corrected':
      return { ...state, correction: event.labels }
    case 'reverted':
      return { ...state, correction: null }
    case 'marked':
      return state.marks.length < mostMarks ? { ...state, marks: [...state.marks, event.mark] } : state
    case 'unmarked':
      return { ...state, marks: state.marks.filter((_, i) => i !== event.index) }
    case 'given': {
      const [task, ...rest] = state.tasks
      if (task?.id !== event.task) return state
      return { ...state, tasks: rest, correction: null, marks: [], given: [...state.given, { key: event.key, task, verdict: event.verdict }].slice(-200) }
    }
  }
}
