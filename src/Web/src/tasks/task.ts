import type { LabelDocument } from '../labels/labels'
import type { ShapeMark } from '../reviews/marks'

/** One item to label, as handed out. */
export interface Sample {
  id: string
  externalId: string
  width?: number
  height?: number
  url: string
  thumbnailUrl?: string
  text?: string
}

export interface Lease {
  id: string
  expiresAt: string
}

/** A task with the caller's hold on it. */
export interface LeasedTask {
  id: string
  sample: Sample
  specVersion: number
  guidelineVersion?: number
  prelabel?: LabelDocument
  draft?: { labels: LabelDocument; activeMs: number; savedAt: string; revision?: number; seenTo?: readonly number[] }
  /** Rejected: what the reviewer said, of single objects too, and what was rejected. */
  returned?: { comment?: string; by?: string; at?: string; marks?: readonly ShapeMark[]; labels?: LabelDocument }
  lease: Lease
}

/** Why no task was handed out. */
export interface NoTask {
  reason: 'done' | 'held-by-others' | 'all-yours-done' | 'waiting-for-review' | 'empty'
  held: number
  until?: string
  queued: number
  message: string
}

export interface NextTasks {
  tasks: LeasedTask[]
  none?: NoTask
}
