import type { Api, Problem } from '../api/api'
import type { LabelDocument } from '../labels/labels'
import type { BrowserStore } from './browserStore'
import type { Sample } from './task'

/** Work of a task that is no longer this person's, and what became of it. */
export interface LeftWork {
  task: string
  name: string
  lease: string
  /** To look at it; absent where the server no longer shows it. */
  sample?: Sample
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
  /** Why the server has refused what was handed in, by task. */
  refusals: ReadonlyMap<string, Problem>
}

/** What was begun in this browser and is held no more. What the server has by now, from wherever, is no longer kept. */
export async function findLeft({ project, user, api, store, busy, refusals }: World): Promise<LeftWork[]> {
  const left: LeftWork[] = []
  for (const { task, lease, labels, activeMs, savedAt, name, project: of } of await store.drafts(user).catch(() => [])) {
    if (of !== project || !lease || busy().has(task)) continue
    const reply = await api.get<{ sample?: Sample; annotations?: { counts: boolean }[]; leases?: unknown[] }>(`/tasks/${encodeURIComponent(task)}`)
    if (!reply.ok) continue
    if (reply.value.annotations?.some((one) => one.counts)) await store.dropDraft(user, task).catch(() => {})
    else if ((reply.value.leases ?? []).length === 0) {
      const [{ sample }, problem] = [reply.value, refusals.get(task)]
      left.push({ task, lease, labels, activeMs, savedAt, name: name ?? task, ...(sample && { sample }), ...(problem ? { outcome: 'refused', problem } : { outcome: 'kept' }) })
    }
  }
  return left.filter((one) => !busy().has(one.task))
}

/** Changes those that a test picks; the same list where it picks none. */
export function changeLeft(left: readonly LeftWork[], which: (one: LeftWork) => boolean, to: Partial<LeftWork>): readonly LeftWork[] {
  return left.some(which) ? left.map((one) => (which(one) ? { ...one, ...to } : one)) : left
}
