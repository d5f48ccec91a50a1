import type { Api } from '../api/api'
import type { Presence } from './presence'
import type { Lease, LeasedTask } from './task'
import type { WorkEvent } from './work'

export interface Leases {
  /** Asks of every hold whether it still stands: the server was away, and may have given the task to others. */
  check(): void
  stop(): void
}

interface LeasesWorld {
  api: Api
  presence: Presence
  now(): number
  after(ms: number, run: () => void): () => void
  held(): readonly LeasedTask[]
  happened(event: WorkEvent): void
  /** Called when tasks were lost that a person who is there could do. */
  replenish(): void
}

const lookEveryMs = 10_000

/** Somebody who did nothing for so long is away, and others may have the tasks. */
export const awayAfterMs = 5 * 60_000

/**
 * Extends the holds of a person who is there, once half of a hold's time has passed. Those of a person who is away run
 * out.
 */
export function keepLeases({ api, presence, now, after, held, happened, replenish }: LeasesWorld): Leases {
  const spans = new Map<string, number>()
  const asking = new Set<string>()
  const ended = new Set<string>()
  let lastInputAt = now()
  let next = after(lookEveryMs, look)
  const stop = presence.watch((moment) => {
    if (moment.type !== 'input') return
    const wasAway = moment.at - lastInputAt >= awayAfterMs
    lastInputAt = moment.at
    if (wasAway) replenish()
  })

  function look() {
    next = after(lookEveryMs, look)
    const isThere = now() - lastInputAt < awayAfterMs
    for (const task of held()) {
      const leftMs = Date.parse(task.lease.expiresAt) - api.serverNow()
      const spanMs = spans.get(task.lease.id) ?? leftMs
      spans.set(task.lease.id, spanMs)
      if (isThere && leftMs < spanMs / 2) void extend(task)
      else if (!isThere && leftMs <= 0) lose(task)
    }
  }

  function lose({ id, lease }: LeasedTask) {
    if (ended.has(lease.id)) return
    ended.add(lease.id)
    // Handed out anew meanwhile: it is held.
    if (held().some((one) => one.lease.id === lease.id)) happened({ type: 'leaseLost', task: id })
  }

  async function extend(task: LeasedTask) {
    const { id, lease } = task
    if (ended.has(lease.id) || asking.has(lease.id)) return
    asking.add(lease.id)
    const reply = await api.post<{ lease?: Lease }>(`/tasks/${encodeURIComponent(id)}/extend`, { lease: lease.id })
    asking.delete(lease.id)
    if (reply.ok && reply.value.lease) happened({ type: 'extended', task: id, expiresAt: reply.value.lease.expiresAt })
    else if (!reply.ok && [403, 404, 409].includes(reply.problem.status)) {
      lose(task)
      replenish()
    }
  }

  return {
    check() {
      if (now() - lastInputAt < awayAfterMs) held().forEach((task) => void extend(task))
    },
    stop() {
      next()
      stop()
    },
  }
}
