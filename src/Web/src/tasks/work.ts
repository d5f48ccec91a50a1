import { sayProblem, type Problem, type Violation } from '../api/api'
import { nothingSaid, readLabels, type LabelDocument } from '../labels/labels'
import { changeLeft, type LeftWork } from './left'
import type { LeasedTask, NoTask } from './task'

/** What the labeling page shows: a fold of what happened. */
export interface Work {
  /** Held under a lease; the first is the one to answer. */
  held: readonly HeldTask[]
  /** Done on this page, oldest first. */
  done: readonly DoneTask[]
  /** Which of `done` is looked back at; null while the first held task is on screen. */
  lookingAt: number | null
  /** A request for more tasks is under way. */
  asking: boolean
  /** Why there are no more, as the server last said. */
  none: NoTask | null
  /** Why asking failed. */
  problem: Problem | null
  /** Begun here under holds that have ended since, and not handed in. */
  left: readonly LeftWork[]
  /** Which task of those is on screen, to be looked at. */
  opened: string | null
}

export interface HeldTask {
  task: LeasedTask
  labels: LabelDocument
  /** What led to them, as far as this browser kept it. */
  steps: readonly KeptStep[]
  /** Where the labels come from; a suggestion stays one until it is touched. */
  origin: 'nothing' | 'suggestion' | 'draft' | 'person'
  /** Counted in earlier visits, in milliseconds. */
  activeMs: number
  /** Of the latest draft known of. */
  revision: number
  /** Was on screen. One that never was is given back on leaving. */
  seen: boolean
  /** Which of the reviewer's remarks are ticked off, by index. */
  seenTo: readonly number[]
  /** Found by the server in what was sent. */
  violations: readonly Violation[]
  /** Why the server did not take the latest draft: it is kept in this browser alone. */
  draftProblem?: Problem
  /** The hold has ended; a submission counts only while there is room. */
  leaseLost: boolean
}

export interface DoneTask {
  task: LeasedTask
  /** Of the command that was sent. */
  key: string
  labels: LabelDocument
  /** Of the latest draft known of. */
  revision: number
  seenTo: readonly number[]
  steps: readonly KeptStep[]
  /** Counted for it, in milliseconds. */
  activeMs: number
  /** Set when the task was skipped. */
  skipped?: string
  outcome: 'sending' | 'kept' | 'refused'
  problem?: Problem
}

/** A draft that this browser kept. */
export interface KeptDraft {
  labels: LabelDocument
  activeMs: number
  /** Milliseconds since 1970, by this machine's clock. */
  savedAt: number
  /** Grows from draft to draft; left out by versions of this page that did not count. */
  revision?: number
  /** Under which it was begun, in which project, and what the sample is called; absent in what older pages kept. */
  lease?: string
  project?: string
  name?: string
  /** Which remarks are ticked off, and of which rejection, by its time. */
  seenTo?: readonly number[]
  rejectedAt?: string
}

/** One step of a draft. What it is, is up to the page that takes it; a start makes earlier steps void. */
export interface KeptStep {
  start?: unknown
  [what: string]: unknown
}

/** What this browser kept of a task that is handed out again. */
export interface Kept {
  draft: KeptDraft
  steps: readonly KeptStep[]
}

export type WorkEvent =
  | { type: 'asked' }
  | { type: 'handedOut'; tasks: readonly LeasedTask[]; none?: NoTask; kept: ReadonlyMap<string, Kept> }
  | { type: 'notHandedOut'; problem: Problem }
  | { type: 'answered'; task: string; labels: LabelDocument; revision: number; step?: KeptStep }
  | { type: 'sawTo'; task: string; seenTo: readonly number[]; revision: number }
  | { type: 'draftKept'; task: string }
  | { type: 'draftRefused'; task: string; problem: Problem }
  | { type: 'submitted'; task: string; key: string; activeMs?: number }
  | { type: 'skipped'; task: string; key: string; reason: string; activeMs?: number }
  | { type: 'kept'; key: string }
  | { type: 'refused'; key: string; problem: Problem }
  | { type: 'extended'; task: string; expiresAt: string }
  | { type: 'leaseLost'; task: string }
  | { type: 'waits'; task: string }
  | { type: 'leftFound'; left: readonly LeftWork[] }
  | { type: 'leftSent'; task: string; key: string }
  | { type: 'leftDropped'; task: string }
  | { type: 'leftOpened'; task: string }
  | { type: 'lookedBack' }
  | { type: 'lookedForward' }

export const noWork: Work = { held: [], done: [], lookingAt: null, asking: false, none: null, problem: null, left: [], opened: null }

/** How many answered tasks can be looked back at. */
const doneLimit = 200

export function evolve(work: Work, event: WorkEvent): Work {
  switch (event.type) {
    case 'asked':
      return { ...work, asking: true }
    case 'handedOut':
      return receive(work, event)
    case 'notHandedOut':
      return { ...work, asking: false, problem: event.problem }
    case 'answered':
      return answer(work, event)
    case 'sawTo':
      return change(work, event.task, { seenTo: event.seenTo, revision: event.revision })
    case 'draftKept':
      return work.held.some((one) => one.task.id === event.task && one.draftProblem) ? change(work, event.task, { draftProblem: undefined }) : work
    case 'draftRefused':
      return change(work, event.task, { draftProblem: event.problem })
    case 'submitted':
    case 'skipped':
      return finish(work, event)
    case 'kept':
      return settle({ ...work, left: changeLeft(work.left, (one) => one.key === event.key, { outcome: 'counted' }) }, event.key, { outcome: 'kept' })
    case 'refused':
      return refuse({ ...work, left: changeLeft(work.left, (one) => one.key === event.key, { outcome: 'refused', problem: event.problem }) }, event.key, event.problem)
    case 'extended':
      return work.held.some((held) => held.task.id === event.task)
        ? change(work, event.task, {}, (task) => ({ ...task, lease: { ...task.lease, expiresAt: event.expiresAt } }))
        : work
    case 'leaseLost':
      return loseLease(work, event.task)
    case 'waits':
      return seeFirst({ ...work, held: work.held.filter((one) => one.task.id !== event.task) })
    case 'leftFound':
      return { ...work, left: event.left }
    case 'leftSent':
      return { ...work, left: changeLeft(work.left, (one) => one.task === event.task, { key: event.key, outcome: 'sending' }) }
    case 'leftDropped':
      return { ...work, left: work.left.filter((one) => one.task !== event.task) }
    case 'leftOpened':
      return { ...work, opened: event.task, lookingAt: null }
    case 'lookedBack':
      return { ...work, opened: null, lookingAt: lookBack(work) }
    case 'lookedForward':
      return openedLeft(work) ? { ...work, opened: null } : { ...work, lookingAt: work.lookingAt === null || work.lookingAt + 1 >= work.done.length ? null : work.lookingAt + 1 }
  }
}

/** The task to answer, unless the person looks back at an earlier one. */
export function current(work: Work): HeldTask | undefined {
  return isLookingBack(work) ? undefined : work.held[0]
}

export function lookedAt(work: Work): DoneTask | undefined {
  return work.lookingAt === null ? undefined : work.done[work.lookingAt]
}

/** Work that was left, as it is looked at: under the newest spec, since nobody knows which it was begun under. */
export function openedLeft(work: Work): { task: Pick<LeasedTask, 'id' | 'sample' | 'lease'> & Partial<LeasedTask>; labels: LabelDocument } | undefined {
  const left = work.lookingAt === null ? work.left.find((one) => one.task === work.opened) : undefined
  return left?.sample && { task: { id: left.task, sample: left.sample, lease: { id: left.lease, expiresAt: '' } }, labels: left.labels }
}

/** Something else than the task to answer is on screen. */
export const isLookingBack = (work: Work) => work.lookingAt !== null || openedLeft(work) !== undefined

/** How many more to ask for, so that `wanted` are held. */
export function shortOf(work: Work, wanted: number): number {
  return work.asking ? 0 : Math.max(0, wanted - work.held.length)
}

function answer(work: Work, { task, labels, revision, step }: WorkEvent & { type: 'answered' }): Work {
  const before = work.held.find((one) => one.task.id === task)?.steps ?? []
  return change(work, task, { labels, origin: 'person', revision, ...(step && { steps: step.start ? [step] : [...before, step] }) })
}

function receive(work: Work, { tasks, none, kept }: WorkEvent & { type: 'handedOut' }): Work {
  const known = new Set(work.held.map((held) => held.task.id))
  // A reply that was under way while its task was finished; a task that comes back has another lease.
  const finished = new Set(work.done.map((done) => done.task.lease.id))
  const fresh = tasks.filter((task) => !known.has(task.id) && !finished.has(task.lease.id)).map((task) => hold(task, kept.get(task.id)))
  // The hold that the page knew had ended, and the same person has it again.
  const anew = new Map(tasks.map((task) => [task.id, task]))
  const held = work.held.map((one) => {
    const again = anew.get(one.task.id)
    return again && again.lease.id !== one.task.lease.id ? { ...one, task: { ...again, prelabel: one.task.prelabel }, leaseLost: false } : one
  })
  return seeFirst({
    ...work,
    held: [...held, ...fresh],
    left: work.left.filter((one) => !tasks.some((task) => task.id === one.task)),
    asking: false,
    problem: null,
    none: none ?? (tasks.length > 0 ? null : work.none),
  })
}

/** The newest of what this browser kept and what the server kept; else the model's suggestion. */
function hold(task: LeasedTask, kept: Kept | undefined): HeldTask {
  const mine = kept?.draft
  const [ofServer, ofBrowser] = [task.draft ? task.draft.revision || Date.parse(task.draft.savedAt) : 0, mine?.revision ?? mine?.savedAt ?? 0]
  const draft = ofServer > ofBrowser ? task.draft : mine
  // What was handed in and rejected, unless something was made of it since: a draft may be older than the submission.
  const { labels: rejected, at: rejectedAt } = task.returned ?? {}
  const isOlder = rejected && (!draft || new Date(draft.savedAt).getTime() < Date.parse(rejectedAt ?? ''))
  const [labels, origin] = isOlder ? ([readLabels(rejected), 'draft'] as const)
    : draft ? ([readLabels(draft.labels), 'draft'] as const)
    : task.prelabel ? ([readLabels(task.prelabel), 'suggestion'] as const)
    : ([nothingSaid, 'nothing'] as const)
  return {
    task, labels, steps: kept?.steps ?? [], origin, activeMs: draft?.activeMs ?? 0, revision: Math.max(ofServer, ofBrowser),
    seenTo: seenToOf(task, draft), seen: false, violations: [], leaseLost: false,
  }
}

/** Ticks of an earlier rejection mean nothing to this one. The server's clock dates its drafts, not the browser's its own. */
function seenToOf({ returned }: LeasedTask, draft: LeasedTask['draft'] | KeptDraft): readonly number[] {
  if (!returned?.at || !draft?.seenTo) return []
  const isOfThis = typeof draft.savedAt === 'string' ? Date.parse(draft.savedAt) >= Date.parse(returned.at) : 'rejectedAt' in draft && draft.rejectedAt === returned.at
  return isOfThis ? draft.seenTo : []
}

/** For the next draft: the time, so that the later of two windows wins, unless a clock that runs ahead wrote the last one. */
export function nextRevision({ revision }: HeldTask, now: number): number {
  return Math.max(revision + 1, now)
}

function finish(work: Work, event: WorkEvent & { type: 'submitted' | 'skipped' }): Work {
  const held = work.held.find((one) => one.task.id === event.task)
  if (!held) return work
  const { task, labels, revision, seenTo, steps } = held
  const skipped = event.type === 'skipped' ? event.reason : undefined
  const done: DoneTask = { task, key: event.key, labels, revision, seenTo, steps, activeMs: event.activeMs ?? held.activeMs, skipped, outcome: 'sending' }
  return seeFirst({
    ...work,
    held: work.held.filter((one) => one !== held),
    done: [...work.done, done].slice(-doneLimit),
    lookingAt: null, opened: null,
  })
}

/** Whether a person can mend what was refused: it comes back to them. */
export const isMendable = ({ code }: Problem) => code === 'does-not-conform' || code === 'too-large'

/** What can be mended comes back; any other refusal is final and is shown among the done. */
function refuse(work: Work, key: string, problem: Problem): Work {
  const done = work.done.find((one) => one.key === key)
  if (!done || !isMendable(problem)) return settle(work, key, { outcome: 'refused', problem })
  const back: HeldTask = {
    task: done.task, labels: done.labels, steps: done.steps, origin: 'person', activeMs: done.activeMs, revision: done.revision, seenTo: done.seenTo, seen: true,
    violations: problem.violations ?? [{ pointer: '', code: problem.code, message: sayProblem(problem) }], leaseLost: false,
  }
  return { ...work, held: [back, ...work.held], done: work.done.filter((one) => one !== done), lookingAt: null, opened: null }
}

/** A task still waiting its turn is dropped: another will come. The one on screen stays, marked. */
function loseLease(work: Work, task: string): Work {
  const held = work.held.find((one) => one.task.id === task)
  if (!held) return work
  if (held.seen) return change(work, task, { leaseLost: true })
  return { ...work, held: work.held.filter((one) => one !== held) }
}

function settle(work: Work, key: string, outcome: Pick<DoneTask, 'outcome' | 'problem'>): Work {
  return { ...work, done: work.done.map((done) => (done.key === key ? { ...done, ...outcome } : done)) }
}

function change(work: Work, task: string, to: Partial<HeldTask>, taskTo = (it: LeasedTask) => it): Work {
  return {
    ...work,
    held: work.held.map((held) => (held.task.id === task ? { ...held, ...to, task: taskTo(held.task) } : held)),
  }
}

function lookBack(work: Work): number | null {
  if (work.done.length === 0) return null
  return work.lookingAt === null ? work.done.length - 1 : Math.max(0, work.lookingAt - 1)
}

function seeFirst(work: Work): Work {
  const [first, ...others] = work.held
  return !first || first.seen ? work : { ...work, held: [{ ...first, seen: true }, ...others] }
}
