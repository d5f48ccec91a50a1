import type { LabelDocument } from '../labels/labels'
import type { Sample } from '../tasks/task'

/** A share, and how sure it is. */
export interface Share {
  value: number
  interval: [number, number]
  of: number
}

/** A known answer, and how people fared on it. */
export interface Gold {
  task: string
  sample: Sample
  label?: LabelDocument | null
  by: string
  name: string
  at: string
  note: string
  stands: boolean
  answers: number
  right?: Share | null
  answered?: { name: string; count: number }[] | null
}

/** Somebody was handed a task to see how they do. */
export interface Check {
  kind: 'gold' | 'own'
  annotator: string
  name: string
  givenAt: string
  ended?: 'submitted' | 'skipped' | 'released' | 'expired' | 'withdrawn' | 'asked' | null
  score?: number | null
}

/** What was said against a known answer, and what a curator ruled. */
export interface GoldContest {
  comment: string
  at: string
  ruling?: { withdrawn: boolean; comment: string; at: string } | null
}

/** A known answer that somebody missed; none is told once it was taken back. */
export interface MissedGold {
  task: string
  sample: Sample
  answered?: LabelDocument | null
  known?: LabelDocument | null
  score: number
  at: string
  contest?: GoldContest | null
}

export interface ContestedGold {
  user: string
  name: string
  missed: MissedGold
}

export interface TakenGold {
  accepted: number
  errors: { record: number; externalId?: string; code: string; reason: string }[]
}

/** Below so many answers a share says little. */
export const few = 10

/** Whether most people surely miss it. */
export const isSuspicious = ({ right }: Pick<Gold, 'right'>) => right != null && right.interval[1] < 0.7

/** As it is taken from a file. */
export const exampleLine = '{"externalId":"tray-17.png","labels":{"objects":[],"properties":{"quality":"good"}},"note":"…"}'

/** Known answers as lines of a file.
 * @returns The answers, or the number of the first line that is no JSON. */
export function readLines(text: string): { answers: unknown[] } | { wrong: number } {
  const answers: unknown[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      answers.push(JSON.parse(line))
    } catch {
      return { wrong: at + 1 }
    }
  }
  return { answers }
}
