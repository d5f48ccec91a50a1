import type { Api, Problem } from '../api/api'
import type { LabelDocument } from '../labels/labels'
import type { BrowserStore } from './browserStore'

/** Work of a task that is no longer this person's, and what became of it. */
export interface LeftWork {
  task: string
  name: string
  lease: string
  labels: LabelDocument
  activeMs: number
  /** Milliseconds since 1970. */
  savedAt: number
  /** Of the command, once it is handed in late. */
  key?: string
  outcome: 'kept' | 'sending' | 'counted' | 'refused'
  problem?: Problem
}

interface World {
  project: string
  user: string
  api: Api
  store: BrowserStore
  /** Tasks that are held, or on their way to the server. */
  busy(): ReadonlySet<string>
}

/** What was begun in this browser and is held no more. What the server has by now, from wherever, is no longer kept. */
export async function findLeft({ project, user, api, store, busy }: World): Promise<LeftWork[]> {
  const left: LeftWork[] = []
  for (const { task, lease, labels, activeMs, savedAt, name, project: of } of await store.drafts(user).catch(() => [])) {
    if (of !== project || !lease || busy().has(task)) continue
    const reply = await api.get<{ annotations?: { counts: boolean }[]; leases?: unknown[] }>(`/tasks/${encodeURIComponent(task)}`)
    if (!reply.ok) continue
    if (reply.value.annotations?.some((one) => one.counts)) await store.dropDraft(user, task).catch(() => {})
    else if ((reply.value.leases ?? []).length === 0) left.push({ task, lease, labels, activeMs, savedAt, name: name ?? task, outcome: 'kept' })
  }
  return left.filter((one) => !busy().has(one.task))
}

/** Changes those that a test picks; the same list where it picks none. */
export function changeLeft(left: readonly LeftWork[], which: (one: LeftWork) => boolean, to: Partial<LeftWork>): readonly LeftWork[] {
  return left.some(which) ? left.map((one) => (which(one) ? { ...one, ...to } : one)) : left
}
