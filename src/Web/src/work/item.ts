import type { LabelDocument } from '../labels/labels'
import type { Check } from '../gold/gold'
import type { Sample } from '../tasks/task'

/** A task in a list. */
export interface TaskItem {
  id: string
  state: 'QUEUED' | 'WORKING' | 'SUBMITTED' | 'REVIEWED'
  externalId: string
  sample: Sample
  label?: LabelDocument | null
  confidence?: number | null
  decidedBy?: string | null
  annotators?: string[]
  waits?: string | null
  updatedAt: string
  tags?: string[] | null
  turn?: 'first' | 'last' | null
  /** Its label is a known answer; curators alone are told. */
  gold?: boolean | null
  /** Said instead of the state. */
  note?: string
}

export interface TaskPage {
  items: TaskItem[]
  next: string | null
}

export interface Annotation {
  id: string
  annotator: string
  name: string
  labels?: LabelDocument | null
  submittedAt: string
  activeMs: number
  counts: boolean
}

/** One task with all that happened to it. */
export interface WholeTask {
  id: string
  state: TaskItem['state']
  sample: Sample
  prediction?: { labels?: LabelDocument | null; confidence: number; model: { id: string; version: number } } | null
  annotations: Annotation[]
  reviews: { id: string; name: string; verdict: string; comment: string; labels?: LabelDocument | null; at: string }[]
  decision?: { by: { kind: string; users: string[] }; labels?: LabelDocument | null; confidence: number; rule: string; at: string } | null
  history: { at: string; by: string; command: string; from: string; to: string; reason?: string | null }[]
  waits?: string | null
  gold?: { name: string; at: string; note: string; stands: boolean } | null
  checks?: Check[] | null
}
