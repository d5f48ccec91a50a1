import { hasToRead, type Reading } from '../guideline/useGuideline'
import type { Standing } from '../practice/practice'
import type { Question } from '../questions/question'
import type { Sample } from '../tasks/task'

/** What waits for a person in one project, as the server tells it. */
export interface MyWork {
  project: { id: string; name: string }
  /** Tasks that want an opinion. */
  open: number
  returned: ReturnedTask[]
  begun: BegunTask[]
  /** How many of their questions wait for an answer. */
  waiting: number
  answered: Question[]
  guideline: Reading
  /** Work orders of their vendor, the first due first. */
  orders?: Order[]
  /** How far they are with the introduction. */
  practice?: Standing
}

/** Amounts are decimal text: money is not added up in floating point. */
export interface Order {
  id: string
  name: string
  unitPrice: string
  currency: string
  due: string
  tasks: number
  done: number
  /** Their own accepted tasks, and what those come to. */
  mine?: number
  myPay?: string
  /** Absent while tasks may come into it. */
  closedAt?: string
}

export interface ReturnedTask {
  task: string
  sample: Sample
  /** Absent where the task came back with the answer to a question. */
  rejection?: { comment: string; by: string; at: string }
  until: string
}

export interface BegunTask {
  task: string
  sample: Sample
  savedAt: string
  until: string
}

export const pathTo = (project: string, task?: string) => `/projects/${project}/label${task ? `?task=${encodeURIComponent(task)}` : ''}`

/** Projects by what matters most: what came back, what was begun, what is open. */
export function byUrgency(items: readonly MyWork[]): MyWork[] {
  const weight = (one: MyWork) => (one.returned.length > 0 ? 4 : 0) + (one.begun.length > 0 ? 2 : 0) + (one.open > 0 ? 1 : 0)
  return items.map((one, i) => ({ one, i })).sort((a, b) => weight(b.one) - weight(a.one) || a.i - b.i).map(({ one }) => one)
}

/** Where one key leads: to the guideline where it has to be read first, else to what came back, was begun, or is open. */
export function startIn(work: MyWork): string | undefined {
  const { project, returned, begun, open, guideline } = work
  if (hasToRead(guideline)) return `/projects/${project.id}/guideline`
  const task = returned[0]?.task ?? begun[0]?.task
  return task !== undefined || open > 0 ? pathTo(project.id, task) : undefined
}

export const start = (items: readonly MyWork[]) => byUrgency(items).map(startIn).find((path) => path !== undefined)
