import type { Share } from '../gold/gold'

export interface Progress {
  seq: number
  tasks: number
  queued: number
  working: number
  submitted: number
  reviewed: number
  waitingForReview: number
  audits?: { drawn: number; agree: number; differ: number; disputed: number } | null
  /** Not told to annotators. */
  decidedBy?: { people: number; model: number; reviewer: number } | null
  annotations: number
  /** Not told to annotators. */
  classes?: { name: string; count: number }[] | null
  /** A minute each, oldest first. */
  throughput?: Minute[]
  /** Where the last two hours saw no work: an hour each, those with work before them. */
  hours?: Minute[] | null
  perHour?: number
  secondsLeft?: number | null
  /** Days over which the end is foretold; absent for the pace of now. */
  paceDays?: number | null
  humanLabelsPerTask?: number
}

export interface Minute {
  at: string
  submissions: number
  decided: number
}

export interface Annotator {
  user: string
  name: string
  submitted: number
  accuracy?: number
  accuracyInterval?: [number, number]
  /** Answers that the accuracy goes by; of 0 it is what is believed of anybody. */
  judged?: number
  agreement?: number
  /** What they drew beside what stands; absent where nothing is drawn. */
  shapes?: { meanIou?: number | null; sameObjects?: number | null; sameClass?: number | null; matched: number; missed: number; extra: number } | null
  reviewed: number
  accepted: number
  rejected: number
  skipped: number
  activeMs: number
  meanActiveMs?: number | null
  medianActiveMs?: number | null
  flags?: Flag[]
  /** Against known answers, and against their own earlier ones. */
  gold?: Share | null
  selfConsistency?: Share | null
}

export interface Flag {
  code: string
  message: string
  /** What was seen, what would be of somebody who looks, and in how many answers: shares, or milliseconds of who is too fast. */
  value?: number | null
  expected?: number | null
  answers?: number | null
  /** Chance, at most, that somebody who looks ever comes to this. */
  byChance?: number | null
  contest?: Contest | null
}

/** What was said against a flag, and what a curator ruled. */
export interface Contest {
  by: string
  comment: string
  at: string
  ruling?: { by: string; withdrawn: boolean; comment: string; at: string } | null
}

export interface Confidence {
  autoAccept?: {
    enabled: boolean
    state: 'off' | 'collecting' | 'certified' | 'broken' | 'unattainable'
    /** In words, such as "61 of at least 149 audits". */
    message: string
    maxError?: number
    confidence?: number
    /** Audits that the next look counts; 0 where none is planned. */
    nextLook?: number
    pooled?: Threshold
    classes?: (Threshold & { name: string })[]
  }
  set?: { expectedAccuracy?: number | null; interval?: [number, number] | null }
  /** Whether posteriors mean what they say, by the answers after them. */
  foretold?: { answers: number; stated: number; agreed: number; odds?: number | null } | null
  judged?: { reviews?: Judged | null; audits?: Judged | null }
}

/** Tasks drawn by lot: how sure they were stated to be, and how many were right. */
export interface Judged {
  tasks: number
  stated?: number | null
  right?: { value: number; interval: [number, number] } | null
}

export interface Threshold {
  /** Absent where the model does not decide. */
  threshold?: number | null
  bound?: number | null
  audits: number
  errors: number
  needed?: number
  share?: number | null
}

/** A live event may carry all counters or only say that they changed. */
export function isWhole(event: object): event is Progress {
  return 'tasks' in event && 'queued' in event && 'reviewed' in event
}
