import type { LabelDocument } from '../labels/labels'
import type { LeasedTask, Sample } from '../tasks/task'

/** A project's introduction, as the server tells it. */
export interface Practice {
  standing: Standing
  items: Example[]
}

/** How far somebody has come. */
export interface Standing {
  /** False while it is to be offered. */
  introduced: boolean
  of: number
  done: number
  /** Mean of the first tries, in [0, 1]; absent before the first. */
  score?: number
}

export interface Example {
  task: string
  sample: Sample
  specVersion: number
  /** Of one's own first try. */
  score?: number
  /** Of a curator alone. */
  known?: LabelDocument
  note?: string
  fits?: boolean
}

/** An answer beside the known one. */
export interface Mark {
  score: number
  /** The first try, which alone counts. */
  first: boolean
  known: LabelDocument
  note: string
  questions: { property: string; right: boolean }[]
  objects: MarkedObject[]
  standing: Standing
}

export interface MarkedObject {
  /** Its id in the known answer; absent for one too many. */
  known?: string
  /** Its id in the answer given; absent for one that was missed. */
  answered?: string
  /** Intersection over union, in [0, 1]. */
  likeness: number
  classRight: boolean
  answersRight: boolean
}

/** From here on an overlap is called good. */
const goodOverlap = 0.7

export type Outcome = 'right' | 'loose' | 'wrongClass' | 'wrongAnswer' | 'missed' | 'extra'

export function outcomeOf({ known, answered, likeness, classRight, answersRight }: MarkedObject): Outcome {
  if (answered === undefined) return 'missed'
  if (known === undefined) return 'extra'
  if (!classRight) return 'wrongClass'
  if (!answersRight) return 'wrongAnswer'
  return likeness >= goodOverlap ? 'right' : 'loose'
}

/** Nothing in it is wrong, and nothing lies far off. */
export const isRight = (mark: Pick<Mark, 'questions' | 'objects'>) =>
  mark.questions.every((one) => one.right) && mark.objects.every((one) => outcomeOf(one) === 'right')

/** Where to begin: with the first that was not tried yet, or again from the start. */
export const firstOpen = (items: readonly Example[]) => Math.max(0, items.findIndex((one) => one.score === undefined))

/** As the desk takes it; nobody else is kept from it. */
export const asTask = ({ task, sample, specVersion }: Example, turn: number): LeasedTask =>
  ({ id: task, sample, specVersion, lease: { id: `practice-${turn}`, expiresAt: '' } })
