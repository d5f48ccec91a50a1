import type { Api, Problem } from '../api/api'
import type { LabelDocument } from '../labels/labels'
import type { BrowserStore } from './browserStore'
import { emptyOutbox, evolveOutbox, meansOf, toSend, type Outbox, type OutboxEvent, type Outgoing } from './outbox'

/** Brings commands to the server: kept first, then sent behind the person's back, once, in order. */
export interface Courier {
  readonly outbox: Outbox
  /** Resolves when the browser has kept the command; the answer comes through `onOutcome`. */
  give(item: Omit<Outgoing, 'number' | 'user'>): Promise<void>
  /** Calls back on every change of `outbox`. Returns how to stop. */
  subscribe(changed: () => void): () => void
  /** Calls back with the server's last word on a command. Returns how to stop. */
  onOutcome(told: (item: Outgoing, outcome: Outcome) => void): () => void
  signedIn(): void
  reachable(): void
  /** A draft of a task came to the server, or was refused: then it is in this browser alone. */
  draft(task: string, isTaken: boolean): void
  close(): void
}

export type Outcome = { ok: true; value: unknown } | { ok: false; problem: Problem }

/** What the courier needs of the world. */
export interface World {
  api: Api
  store: BrowserStore
  now(): number
  /** In [0, 1). */
  chance(): number
  /** Calls back after a while; returns how to call it off. */
  after(ms: number, run: () => void): () => void
}

export async function openCourier(user: string, { api, store, now, chance, after }: World): Promise<Courier> {
  let outbox: Outbox = emptyOutbox
  let callOff = () => {}
  let closed = false
  const watchers = new Set<() => void>()
  const listeners = new Set<(item: Outgoing, outcome: Outcome) => void>()

  function happened(event: OutboxEvent) {
    outbox = evolveOutbox(outbox, event)
    watchers.forEach((changed) => changed())
    wake()
  }

  function wake() {
    callOff()
    if (closed) return
    const item = toSend(outbox, now())
    if (item) void send(item)
    else if (outbox.waiting.length > 0 && outbox.sending === null && !outbox.signedOut)
      callOff = after(Math.max(1, outbox.notBefore - now()), wake)
  }

  async function send(item: Outgoing) {
    happened({ type: 'sending', key: item.key })
    const reply = await api.post(item.path, item.body, { key: item.key })
    if (!reply.ok && meansOf(reply.problem) === 'failed')
      return happened({ type: 'failed', key: item.key, problem: reply.problem, at: now(), chance: chance() })
    // Told before it is forgotten: a page closed in between sends it again, and the key makes that harmless.
    listeners.forEach((told) => told(item, reply.ok ? { ok: true, value: reply.value } : reply))
    if (!reply.ok) await keepRefused(item, store, now())
    else if (item.kind !== 'review') await store.dropDraft(item.user, item.task).catch(() => {})
    await store.forget(item.key).catch(() => {})
    happened(reply.ok ? { type: 'delivered', key: item.key } : { type: 'refused', key: item.key, problem: reply.problem })
  }

  happened({ type: 'found', items: await store.queued(user) })
  return {
    get outbox() {
      return outbox
    },
    async give(item) {
      const mine = { ...item, user }
      happened({ type: 'keeping' })
      // A full disk must not swallow an answer that can still be sent.
      const kept = await store.queue(mine).catch(() => ({ ...mine, number: Number.MAX_SAFE_INTEGER }))
      happened({ type: 'queued', item: kept })
    },
    subscribe(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    onOutcome(told) {
      listeners.add(told)
      return () => listeners.delete(told)
    },
    signedIn: () => happened({ type: 'signedIn' }),
    reachable: () => happened({ type: 'reachable' }),
    draft(task, isTaken) {
      if (outbox.hereOnly.includes(task) === isTaken) happened({ type: isTaken ? 'draftTaken' : 'draftRefused', task })
    },
    close() {
      closed = true
      callOff()
    },
  }
}

/** A refused answer goes back to being a draft, so that the work is there should the task come again. */
async function keepRefused({ kind, user, task, project, name, body }: Outgoing, store: BrowserStore, now: number) {
  if (kind !== 'submit') return
  const { labels, activeMs, lease } = body as { labels: LabelDocument; activeMs: number; lease: string }
  await store.keepDraft(user, task, { labels, activeMs, savedAt: now, lease, project, name }).catch(() => {})
}
