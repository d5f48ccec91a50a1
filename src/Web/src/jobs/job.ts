export interface Job {
  id: string
  kind: string
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled'
  /** The model at work, where one is. */
  model?: { id: string; version: number }
  startedAt?: string
  done: number
  total: number
  /** Per second. */
  rate?: number
  secondsLeft?: number
  errors?: JobError[]
  errorCount?: number
  result?: Record<string, number | string>
}

export interface JobError {
  file?: string
  line?: number
  code: string
  reason: string
}

export const hasEnded = ({ state }: Job) => state === 'succeeded' || state === 'failed' || state === 'cancelled'
