import { isPassing, type Api, type Problem } from '../api/api'
import type { LabelDocument } from '../labels/labels'
import { activeMs, evolveTime, startTiming, type ActiveTime } from './activeTime'
import type { BrowserStore } from './browserStore'
import type { Courier } from './courier'
import type { GivenBack } from './given'
import { keepLeases } from './leases'
import { findLeft } from './left'
import { firstUrl, type Pictures } from './pictures'
import { takesNothing, type TakesAlong } from '../offline/takesAlong'
import type { Presence } from './presence'
import type { LeasedTask, NextTasks } from './task'
import { current, evolve, nextRevision, noWork, shortOf, type HeldTask, type Kept, type KeptStep, type Work, type WorkEvent } from './work'

/** The labeling page at work: asks for tasks, keeps drafts, hands in answers, and tells `Work` what happened. */
export interface Workbench {
  readonly work: Work
  subscribe(changed: () => void): () => void
  /** @param step What led to it, for undoing it after a reload. */
  answer(labels: LabelDocument, step?: KeptStep): void
  /** A reviewer's remark, by index, is ticked off or no longer. */
  seeTo(mark: number): void
  /** @param more What else is handed in with the labels. */
  submit(more?: { edits?: unknown }): void
  skip(reason: string): void
  /** The task waits for the answer to a question: the server has taken it back. */
  waits(task: string): void
  back(): void
  forward(): void
  /** Hands in work whose hold has ended; it counts if there is room. */
  submitLeft(task: string): void
  dropLeft(task: string): void
  /** Puts it on screen, to be looked at. */
  openLeft(task: string): void
  /** Asks for tasks now, as after a while without any. */
  ask(): void
  /** The server answers again: does now what came to nothing. */
  reachable(): void
  /** Gives back what was never on screen. */
  close(): void
}

export interface WorkbenchWorld {
  project: string
  user: string
  /** The task to begin with, where it is among those held. */
  first?: string
  api: Api
  courier: Courier
  store: BrowserStore
  pictures: Pictures
  presence: Presence
  givenBack: GivenBack
  /** What is here without a network too. */
  takes?: TakesAlong
  /** The server cannot be reached, as far as is known. */
  away?(): boolean
  now(): number
  newKey(): string
  after(ms: number, run: () => void): () => void
}

/** The one on screen and the next two. */
const heldTasks = 3
const draftPauseMs = 1_000
const askAgainMs = 15_000
/** After an answer that says no for now; doubles with each in a row. */
const askAfterFailureMs = 1_000

export function openWorkbench(world: WorkbenchWorld): Workbench {
  const { project, user, first, api, courier, store, pictures, presence, givenBack, takes = takesNothing, away = () => false, now, newKey, after } = world
  let work = noWork
  let closed = false
  /** Leases may exist that this page does not know of: at first, and after a reply was lost. */
  let resuming = true
  /** The page goes on with what was handed out to the one before it, for all the server knows. */
  let wentOn = false
  let failures = 0
  /** Of what was handed in by a page before this one, by task. */
  const refusals = new Map<string, Problem>()
  let unseenRefusal = false
  let timed: { task: string; time: ActiveTime } | null = null
  let cancelDraft = () => {}
  /** Sends what waits for a pause in the work. */
  let dueDraft = () => {}
  let owedDraft = () => {}
  /** Revision of the draft that was sent last. */
  let lastDraft = 0
  let cancelAsking = () => {}
  const watchers = new Set<() => void>()

  function happened(event: WorkEvent) {
    if (closed) return
    const before = work.held
    work = evolve(work, event)
    if (work.held !== before) pack(before)
    const task = work.held[0]
    if (task?.task.id !== timed?.task) {
      timed = task ? { task: task.task.id, time: startTiming(now(), presence.visible(), task.activeMs) } : null
    }
    watchers.forEach((changed) => changed())
  }

  /** What is held now is what there is after a reload without a network. */
  function pack(before: readonly HeldTask[]) {
    const tasks = new Set(before.map((one) => one.task))
    work.held.forEach(({ task }) => tasks.has(task) || takes.keep(task))
    before.forEach(({ task }) => work.held.some((one) => one.task.id === task.id) || takes.drop(task.id))
  }

  /** Goes on with what was handed out before the network went. What has ended since others may have: of that, what was begun is shown all the same. */
  async function goOn() {
    if (wentOn || work.held.length > 0 || work.done.length > 0) return
    wentOn = true
    const packed = await takes.tasks()
    const onTheirWay = new Set(courier.outbox.waiting.map((item) => item.task))
    const kept = await keptOf(packed)
    const hasEnded = ({ lease }: LeasedTask) => Date.parse(lease.expiresAt) <= api.serverNow()
    const tasks = packed.filter((task) => !onTheirWay.has(task.id) && !givenBack.has(task.lease.id) && (!hasEnded(task) || kept.has(task.id)))
    // The server may have answered by now, which knows better.
    if (closed || !resuming || tasks.length === 0) return
    tasks.forEach((task) => pictures.prepare(firstUrl(task.sample)).catch(() => {}))
    const { asking } = work
    happened({ type: 'handedOut', tasks, kept })
    if (asking) happened({ type: 'asked' })
    tasks.filter(hasEnded).forEach((task) => happened({ type: 'leaseLost', task: task.id }))
  }

  async function ask() {
    // What the page went on with by itself the server has to confirm.
    const count = work.asking ? 0 : Math.max(shortOf(work, heldTasks), Number(resuming && wentOn))
    if (closed || count === 0) return
    cancelAsking()
    happened({ type: 'asked' })
    const resume = resuming
    const sentBefore = courier.outbox.waiting
    const reply = await api.post<NextTasks>(`/projects/${project}/tasks/next`, { count, resume })
    // Given after the page was left: nobody will see them.
    if (closed) return reply.ok ? reply.value.tasks.forEach((task) => resume || void release(task)) : undefined
    if (!reply.ok) {
      resuming = true
      if (isPassing(reply.problem)) await goOn()
      happened({ type: 'notHandedOut', problem: reply.problem })
      askLater(Math.min(askAgainMs, askAfterFailureMs * 2 ** failures++))
      return
    }
    resuming = false
    failures = 0
    if (wentOn) leases.check()
    wentOn = false
    // Answered before the server handed them out, even if it has the answer by now.
    const onTheirWay = new Set([...sentBefore, ...courier.outbox.waiting].map((item) => item.task))
    const tasks = reply.value.tasks.filter((task) => !onTheirWay.has(task.id) && !givenBack.has(task.lease.id))
      .sort((a, b) => Number(b.id === first) - Number(a.id === first))
    tasks.forEach((task) => pictures.prepare(firstUrl(task.sample)).catch(() => {}))
    const kept = await keptOf(tasks)
    happened({ type: 'handedOut', tasks, none: reply.value.none, kept })
    if (resume) void findLeft({ project, user, api, store, busy, refusals }).then((left) => happened({ type: 'leftFound', left }))
    // Once more and waited for, so that the server can hand them out anew.
    await Promise.all(reply.value.tasks.filter((task) => givenBack.has(task.lease.id)).map(release))
    if (reply.value.tasks.length > 0 || resume) void ask()
    else askLater(askAgainMs)
    lookAfterRefused()
  }

  /** Nobody looks at a hidden tab: tasks handed out to it would only be kept from others. */
  function askLater(ms: number) {
    cancelAsking = after(ms, () => (presence.visible() ? void ask() : askLater(askAgainMs)))
  }

  async function keptOf(tasks: readonly LeasedTask[]) {
    const kept = new Map<string, Kept>()
    for (const { id } of tasks) {
      const draft = await store.draft(user, id).catch(() => undefined)
      const steps = await store.steps(user, id).catch(() => [])
      if (draft) kept.set(id, { draft, steps })
    }
    return kept
  }

  const busy = () => new Set([...work.held.map((one) => one.task.id), ...courier.outbox.waiting.map((one) => one.task)])

  function release({ id, lease }: LeasedTask) {
    givenBack.add([lease.id])
    return api.post(pathOf(id, 'release'), { lease: lease.id }, { keepalive: true })
  }

  function spentMs() {
    return timed ? activeMs(timed.time, now()) : 0
  }

  async function sendDraft({ task: { id, lease }, labels, seenTo, revision }: HeldTask, keepalive = false) {
    owedDraft = () => {}
    lastDraft = revision
    const reply = await api.put(pathOf(id, 'draft'), { lease: lease.id, labels, activeMs: spentMs(), revision, ...(seenTo.length > 0 && { seenTo }) }, undefined, { keepalive })
    const now = current(work)
    if (!reply.ok && isPassing(reply.problem)) {
      if (now?.revision === revision) owedDraft = () => void sendDraft(now)
      return
    }
    // Of an earlier draft: what became of the latest is what counts.
    if (revision !== lastDraft) return
    happened(reply.ok ? { type: 'draftKept', task: id } : { type: 'draftRefused', task: id, problem: reply.problem })
    courier.draft(id, reply.ok)
  }

  /** In the browser at once, on the server a moment later. */
  function keepDraft(id: string, step?: KeptStep) {
    const keep = (by?: KeptStep) => {
      const held = work.held.find((one) => one.task.id === id)
      if (!held) return
      const { task: { lease, sample, returned }, labels, seenTo, revision } = held
      void store.keepDraft(user, id, {
        labels, activeMs: spentMs(), savedAt: now(), revision, lease: lease.id, project, name: sample.externalId, ...(seenTo.length > 0 && { seenTo, rejectedAt: returned?.at }),
      }, by).catch(() => {})
    }
    function send(keepalive?: boolean) {
      dueDraft = () => {}
      keep()
      const held = work.held.find((one) => one.task.id === id)
      if (held) void sendDraft(held, keepalive)
    }
    keep(step)
    cancelDraft()
    const calledOff = after(draftPauseMs, send)
    cancelDraft = () => {
      calledOff()
      dueDraft = () => {}
    }
    dueDraft = () => {
      calledOff()
      send(true)
    }
  }

  function finish(kind: 'submit' | 'skip', reason?: string, more: { edits?: unknown } = {}) {
    const held = current(work)
    if (!held) return
    cancelDraft()
    owedDraft = () => {}
    const { id, lease, sample } = held.task
    const [key, labels, spent] = [newKey(), held.labels, spentMs()]
    happened(kind === 'skip' ? { type: 'skipped', task: id, key, reason: reason ?? '', activeMs: spent } : { type: 'submitted', task: id, key, activeMs: spent })
    const body = kind === 'skip' ? { lease: lease.id, reason } : { lease: lease.id, labels, activeMs: spent, ...more }
    void courier.give({ key, project, task: id, name: sample.externalId, kind, path: pathOf(id, kind), body })
    void ask()
  }

  const stopOutcomes = courier.onOutcome((item, outcome) => {
    if (item.project !== project || item.kind === 'review') return
    const isOfThisPage = [...work.done, ...work.left].some((one) => one.key === item.key)
    if (!outcome.ok && item.kind === 'submit' && !isOfThisPage) {
      refusals.set(item.task, outcome.problem)
      unseenRefusal = true
    }
    happened(outcome.ok ? { type: 'kept', key: item.key } : { type: 'refused', key: item.key, problem: outcome.problem })
  })
  /** Handed in before a reload and refused since: of what became of it only the server knows, so it is asked what is held and what is left. */
  function lookAfterRefused() {
    if (!unseenRefusal || work.asking || courier.outbox.waiting.some((item) => refusals.has(item.task))) return
    unseenRefusal = false
    resuming = wentOn = true
    void ask()
  }
  const stopOutbox = courier.subscribe(lookAfterRefused)
  const stopPresence = presence.watch((moment) => {
    if (timed) timed = { ...timed, time: evolveTime(timed.time, moment) }
    // Nothing may come after it: the page may be on its way out.
    if (moment.type === 'hidden') dueDraft()
  })
  const leases = keepLeases({
    api, presence, now, after, happened, held: () => work.held.map((held) => held.task), replenish: () => void ask(),
  })
  if (away()) void goOn()
  void ask()

  return {
    get work() {
      return work
    },
    subscribe(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    answer(labels, step) {
      const held = current(work)
      if (!held) return
      happened({ type: 'answered', task: held.task.id, labels, revision: nextRevision(held, now()), step })
      keepDraft(held.task.id, step)
    },
    seeTo(mark) {
      const held = current(work)
      if (!held) return
      const seenTo = held.seenTo.includes(mark) ? held.seenTo.filter((one) => one !== mark) : [...held.seenTo, mark]
      happened({ type: 'sawTo', task: held.task.id, seenTo, revision: nextRevision(held, now()) })
      keepDraft(held.task.id)
    },
    submit: (more) => finish('submit', undefined, more),
    submitLeft(task) {
      const left = work.left.find((one) => one.task === task && one.outcome !== 'sending')
      if (!left) return
      const key = newKey()
      happened({ type: 'leftSent', task, key })
      void courier.give({ key, project, task, name: left.name, kind: 'submit', path: pathOf(task, 'submit'), body: { lease: left.lease, labels: left.labels, activeMs: left.activeMs } })
    },
    dropLeft(task) {
      happened({ type: 'leftDropped', task })
      void store.dropDraft(user, task).catch(() => {})
    },
    openLeft: (task) => happened({ type: 'leftOpened', task }),
    skip: (reason) => finish('skip', reason),
    waits(task) {
      cancelDraft()
      happened({ type: 'waits', task })
      void ask()
    },
    back: () => happened({ type: 'lookedBack' }),
    forward: () => happened({ type: 'lookedForward' }),
    ask: () => void ask(),
    reachable() {
      leases.check()
      if (work.problem || resuming) void ask()
      owedDraft()
    },
    close() {
      if (closed) return
      closed = true
      cancelAsking()
      stopOutcomes()
      stopOutbox()
      stopPresence()
      leases.stop()
      // Without a network they stay this person's, and are here when the page is opened again.
      if (away()) return
      work.held.filter((held) => !held.seen).forEach((held) => {
        takes.drop(held.task.id)
        void release(held.task)
      })
    },
  }
}

export function pathOf(task: string, command: string): string {
  return `/tasks/${encodeURIComponent(task)}/${command}`
}
