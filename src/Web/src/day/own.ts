import type { Flag } from '../quality/progress'

/** One's own standing in a project, as the server tells it; parts may be absent where there is too little to say. */
export interface OwnStanding {
  asOf?: string
  annotator: {
    submitted: number
    reviewed?: number
    accepted?: number
    rejected?: number
    skipped?: number
    activeMs?: number
    medianActiveMs?: number
    consensus?: Estimate
    flags?: Flag[]
    /** By class, the share of its tasks that got it. */
    confusion?: ClassRight[]
    /** Over tasks that others answered too, beside the others' own over the same. */
    sharedMedianActiveMs?: number
    peersMedianActiveMs?: number
    goldClasses?: ClassRight[] | null
  }
  /** Null before all opinions were weighed together. */
  fitted?: Fitted | null
  changes?: Change[]
  confusions?: Confusion[]
  overTime?: Period[]
  /** What they drew otherwise than a reviewer accepted it. */
  objects?: ObjectError[]
}

/** @property interval Where the share lies, with 95 %. */
export interface Estimate {
  value: number
  interval: [number, number]
  of: number
}

/** By every answer of theirs, each weighed by what all opinions on its task make of it together.
 * @property confusion What they answer instead; not told to themselves. */
export interface Fitted {
  at: string
  classes: ClassRight[]
  confusion?: { class: string; answered: string; count: number; share: number; interval: [number, number] }[] | null
}

export interface ClassRight { class: string; right: Estimate }

/** Somebody became better or worse, or tires.
 * @property byChance Chance, at most, that somebody who does not change ever comes to this.
 * @property of What before and after tell: how often answers are right, or how like labels are to what a reviewer made of them. */
export interface Change {
  of?: 'answers' | 'labels'
  code: 'learned' | 'declined' | 'tires'
  byChance: number
  before: Estimate
  after: Estimate
  since?: string | null
}

/** Tasks that they answered in one way and that were decided in another. */
export interface Confusion {
  truth: string
  answer: string
  count: number
  tasks: string[]
}

/** Objects missed (no answer), too many (no truth), of another class, or, where both are the same, placed too loosely. */
export interface ObjectError {
  truth?: string | null
  answer?: string | null
  count: number
  /** x, y, width, height on the picture of a task. */
  places: { task: string; box: [number, number, number, number] }[]
}

/** What of a picture to show of a place: with room around it, and never so little that nothing is told by it. */
export function cropOf([x, y, width, height]: readonly [number, number, number, number], picture: { width: number; height: number }): [number, number, number, number] {
  const side = Math.min(Math.max(width * 1.8, height * 2.4, picture.width / 8, 24), picture.width)
  const tall = Math.min(side * 0.75, picture.height)
  const at = (middle: number, size: number, room: number) => Math.min(Math.max(0, middle - size / 2), room - size)
  return [at(x + width / 2, side, picture.width), at(y + height / 2, tall, picture.height), side, tall]
}

export interface Period {
  from: string
  answers: number
  meanActiveMs?: number
  consensus?: Estimate
}

/** Of the work that a reviewer looked at, the share that stood; undefined before the first. */
export function acceptedRate({ accepted = 0, rejected = 0 }: OwnStanding['annotator']): number | undefined {
  return accepted + rejected > 0 ? accepted / (accepted + rejected) : undefined
}

/**
 * How much faster the latest tenth of the time is than the first tenth (at least one period each), as a share: 0.2 is a
 * fifth less time for a task. Undefined where there are not two periods with a time.
 */
export function quickening(overTime: readonly Period[] = []): number | undefined {
  const timed = overTime.filter((one) => one.meanActiveMs !== undefined && one.meanActiveMs > 0 && one.answers > 0)
  if (timed.length < 2) return undefined
  const some = Math.max(1, Math.floor(timed.length / 10))
  const mean = (those: readonly Period[]) => those.reduce((sum, one) => sum + one.meanActiveMs! * one.answers, 0) / those.reduce((sum, one) => sum + one.answers, 0)
  return 1 - mean(timed.slice(-some)) / mean(timed.slice(0, some))
}
