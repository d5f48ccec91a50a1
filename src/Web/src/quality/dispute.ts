import type { LabelDocument } from '../labels/labels'
import type { GoldContest } from '../gold/gold'
import type { Sample } from '../tasks/task'

/** A decision that somebody contests. */
export interface Dispute {
  user: string
  name: string
  task: string
  state: string
  sample: Sample
  answered?: LabelDocument | null
  /** Absent while the task is looked at anew. */
  decided?: LabelDocument | null
  /** A ruling that withdraws had the task reviewed again. */
  contest: GoldContest
}
