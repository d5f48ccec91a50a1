import { isPassing, type Problem } from '../api/api'
import { t } from '../i18n/texts'

/** A command that the server must get, once, however long that takes. */
export interface Outgoing {
  /** Idempotency key; belongs to the command, not to the attempt. */
  key: string
  /** Who gave it: another person at the same browser does not send it. */
  user: string
  project: string
  task: string
  /** Of the sample, as people call it. */
  name?: string
  kind: 'submit' | 'skip' | 'review'
  path: string
  body: unknown
  /** Order of giving. */
  number: number
}

/** What waits to be sent, and what keeps it from going: a fold of what happened. */
export interface Outbox {
  waiting: readonly Outgoing[]
  /** How many the browser is just keeping: not saved yet, and not to be sent. */
  keeping: number
  sending: string | null
  /** Attempts in a row that came to nothing. */
  failures: number
  /** Milliseconds since 1970; nothing is sent before. */
  notBefore: number
  offline: boolean
  signedOut: boolean
  /** Tasks whose draft the server refused: it is in this browser alone. */
  hereOnly: readonly string[]
}

export type OutboxEvent =
  | { type: 'found'; items: readonly Outgoing[] }
  | { type: 'keeping' }
  | { type: 'queued'; item: Outgoing }
  | { type: 'sending'; key: string }
  | { type: 'delivered'; key: string }
  | { type: 'refused'; key: string; problem: Problem }
  | { type: 'failed'; key: string; problem: Problem; at: number; chance: number }
  | { type: 'signedIn' }
  | { type: 'reachable' }
  | { type: 'draftRefused'; task: string }
  | { type: 'draftTaken'; task: string }

export const emptyOutbox: Outbox = { waiting: [], keeping: 0, sending: null, failures: 0, notBefore: 0, offline: false, signedOut: false, hereOnly: [] }

const firstWaitMs = 500
const longestWaitMs = 30_000

export function evolveOutbox(outbox: Outbox, event: OutboxEvent): Outbox {
  switch (event.type) {
    case 'found':
      return { ...outbox, waiting: merge(outbox.waiting, event.items) }
    case 'keeping':
      return { ...outbox, keeping: outbox.keeping + 1 }
    case 'queued':
      return { ...outbox, keeping: Math.max(0, outbox.keeping - 1), waiting: merge(outbox.waiting, [event.item]) }
    case 'sending':
      return { ...outbox, sending: event.key }
    case 'delivered':
    case 'refused':
      return {
        ...outbox,
        waiting: outbox.waiting.filter((item) => item.key !== event.key),
        hereOnly: event.type === 'delivered' ? outbox.hereOnly.filter((task) => outbox.waiting.find((item) => item.key === event.key)?.task !== task) : outbox.hereOnly,
        sending: null, failures: 0, notBefore: 0, offline: false,
      }
    case 'failed':
      return fail(outbox, event)
    case 'signedIn':
      return { ...outbox, signedOut: false, failures: 0, notBefore: 0 }
    case 'reachable':
      return { ...outbox, offline: false, notBefore: 0 }
    case 'draftRefused':
      return { ...outbox, hereOnly: [...outbox.hereOnly, event.task] }
    case 'draftTaken':
      return { ...outbox, hereOnly: outbox.hereOnly.filter((task) => task !== event.task) }
  }
}

/** The one to send now: the oldest, and never a second beside it, so that the order given is the order kept. */
export function toSend(outbox: Outbox, now: number): Outgoing | undefined {
  if (outbox.sending !== null || outbox.signedOut || now < outbox.notBefore) return undefined
  return outbox.waiting[0]
}

/** A sign-in that has ended and a server that is away are no refusals: the command stays. */
export function meansOf(problem: Problem): 'failed' | 'refused' {
  return problem.status === 401 || isPassing(problem) ? 'failed' : 'refused'
}

export function sayOutbox({ waiting, keeping, offline, signedOut, hereOnly }: Outbox): string {
  const count = waiting.length + keeping
  if (count === 0) return offline ? t.app.offline : hereOnly.length > 0 ? t.app.hereOnly : t.app.saved
  if (signedOut) return t.app.waitingForSignIn(count)
  return offline ? `${t.app.offline} · ${t.app.waiting(count)}` : t.app.waiting(count)
}

function fail(outbox: Outbox, { problem, at, chance }: OutboxEvent & { type: 'failed' }): Outbox {
  if (problem.status === 401) return { ...outbox, sending: null, signedOut: true }
  const failures = outbox.failures + 1
  const wait = problem.retryAfter !== undefined ? problem.retryAfter * 1000 : Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1))
  // Spread over half as much again, so that a server coming back is not met by everyone at once.
  return { ...outbox, sending: null, failures, notBefore: at + wait * (1 + chance / 2), offline: problem.status === 0 }
}

function merge(waiting: readonly Outgoing[], items: readonly Outgoing[]): Outgoing[] {
  const known = new Set(waiting.map((item) => item.key))
  return [...waiting, ...items.filter((item) => !known.has(item.key))].sort((a, b) => a.number - b.number)
}
