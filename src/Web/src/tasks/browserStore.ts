import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb'
import type { LabelDocument } from '../labels/labels'
import { note, noted, strike } from './noted'
import type { Outgoing } from './outbox'
import type { KeptDraft, KeptStep } from './work'

/** What this browser keeps until the server has it. */
export interface BrowserStore {
  /** False when the browser refuses to keep anything, as in some private windows. */
  readonly lasting: boolean
  queue(item: Omit<Outgoing, 'number'>): Promise<Outgoing>
  queued(user: string): Promise<Outgoing[]>
  forget(key: string): Promise<void>
  /**
   * @param step What led to it, for undoing it after a reload; one that is a start makes earlier steps void. With a step nothing but the step
   * is written, whose cost does not grow with the document; the labels follow from the steps. Without one the labels are written whole.
   */
  keepDraft(user: string, task: string, draft: KeptDraft, step?: KeptStep): Promise<void>
  draft(user: string, task: string): Promise<KeptDraft | undefined>
  drafts(user: string): Promise<(KeptDraft & { task: string })[]>
  steps(user: string, task: string): Promise<KeptStep[]>
  /** Its steps too. */
  dropDraft(user: string, task: string): Promise<void>
}

interface Schema extends DBSchema {
  outbox: { key: number; value: Omit<Outgoing, 'number'> & { number?: number }; indexes: { key: string; user: string } }
  drafts: { key: [string, string]; value: Head }
  snapshots: { key: [string, string]; value: { user: string; task: string; labels: LabelDocument } }
  steps: { key: number; value: { user: string; task: string; step: KeptStep }; indexes: { of: [string, string] } }
}

/** A draft without its labels: these follow from the steps, or lie in the snapshot. Older pages kept them here. */
type Head = Omit<KeptDraft, 'labels'> & { user: string; task: string; labels?: LabelDocument; bySteps?: boolean }

/** What steps that begin with a start lead to; null where they don't. */
export type Rebuild = (steps: readonly KeptStep[]) => LabelDocument | null

/** Drafts older than this were taken up on another machine, or never will be. */
const draftLifeMs = 30 * 24 * 3600 * 1000

export async function openBrowserStore(now: number, rebuild: Rebuild, name = 'labelwise'): Promise<BrowserStore> {
  try {
    const db = await openDB<Schema>(name, 3, {
      upgrade(fresh, before) {
        fresh.createObjectStore('snapshots', { keyPath: ['user', 'task'] })
        if (before < 2) fresh.createObjectStore('steps', { autoIncrement: true }).createIndex('of', ['user', 'task'])
        if (before > 0) return
        const outbox = fresh.createObjectStore('outbox', { keyPath: 'number', autoIncrement: true })
        outbox.createIndex('key', 'key', { unique: true })
        outbox.createIndex('user', 'user')
        fresh.createObjectStore('drafts', { keyPath: ['user', 'task'] })
      },
      // A newer page in another tab would wait for this one to let go.
      blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    })
    await dropOldDrafts(db, now)
    return inDatabase(db, rebuild)
  } catch {
    return inMemory()
  }
}

/** Steps that another version of this page wrote may mean nothing to this one. */
function safely(rebuild: Rebuild, steps: readonly KeptStep[]): LabelDocument | null {
  try {
    return rebuild(steps)
  } catch {
    return null
  }
}

function inDatabase(db: IDBPDatabase<Schema>, rebuild: Rebuild): BrowserStore {
  async function whole({ bySteps, labels, user, ...head }: Head): Promise<(KeptDraft & { task: string }) | undefined> {
    const rebuilt = bySteps ? safely(rebuild, await stepsOf(user, head.task)) : null
    const known = rebuilt ?? (await db.get('snapshots', [user, head.task]))?.labels ?? labels
    return known && { ...head, labels: known }
  }
  const stepsOf = async (user: string, task: string) => (await db.getAllFromIndex('steps', 'of', [user, task])).map((one) => one.step)
  async function queue(item: Omit<Outgoing, 'number'>): Promise<Outgoing> {
    note(item)
    const change = db.transaction(['outbox', 'drafts'], 'readwrite', { durability: 'strict' })
    const added = change.objectStore('outbox').add(item)
    if (item.kind !== 'review') void change.objectStore('drafts').delete([item.user, item.task])
    change.commit()
    const [number] = await Promise.all([added, change.done])
    strike(item.key)
    return { ...item, number }
  }
  return {
    lasting: true,
    queue,
    async queued(user) {
      for (const item of noted(user))
        if ((await db.getKeyFromIndex('outbox', 'key', item.key)) === undefined) await queue(item)
        else strike(item.key)
      return (await db.getAllFromIndex('outbox', 'user', user)) as Outgoing[]
    },
    async forget(key) {
      strike(key)
      const change = db.transaction('outbox', 'readwrite')
      const number = await change.store.index('key').getKey(key)
      if (number !== undefined) await change.store.delete(number)
      await change.done
    },
    async keepDraft(user, task, { labels, ...head }, step) {
      const change = db.transaction(['drafts', 'steps', 'snapshots'], 'readwrite')
      const steps = change.objectStore('steps')
      // Not awaited one by one: what is given later must not overtake what was given before.
      void change.objectStore('drafts').put({ user, task, ...head, bySteps: !!step })
      if (!step) void change.objectStore('snapshots').put({ user, task, labels })
      if (step?.start) await dropSteps(steps, user, task)
      if (step) void steps.add({ user, task, step })
      change.commit()
      await change.done
    },
    async draft(user, task) {
      const head = await db.get('drafts', [user, task])
      return head && whole(head)
    },
    async drafts(user) {
      const found = await Promise.all((await db.getAll('drafts')).filter((one) => one.user === user).map(whole))
      return found.filter((one) => one !== undefined)
    },
    steps: stepsOf,
    async dropDraft(user, task) {
      const change = db.transaction(['drafts', 'steps', 'snapshots'], 'readwrite')
      void change.objectStore('drafts').delete([user, task])
      void change.objectStore('snapshots').delete([user, task])
      await dropSteps(change.objectStore('steps'), user, task)
      await change.done
    },
  }
}

type Steps = IDBPObjectStore<Schema, ('drafts' | 'steps' | 'snapshots')[], 'steps', 'readwrite'>

async function dropSteps(steps: Steps, user: string, task: string) {
  for (const key of await steps.index('of').getAllKeys([user, task])) void steps.delete(key)
}

async function dropOldDrafts(db: IDBPDatabase<Schema>, now: number) {
  const change = db.transaction(['drafts', 'steps', 'snapshots'], 'readwrite')
  for await (const at of change.objectStore('drafts')) {
    if (at.value.savedAt >= now - draftLifeMs) continue
    await dropSteps(change.objectStore('steps'), at.value.user, at.value.task)
    await change.objectStore('snapshots').delete([at.value.user, at.value.task])
    await at.delete()
  }
  await change.done
}

/** Keeps for as long as the page lives. */
export function inMemory(): BrowserStore {
  const [items, drafts, steps] = [new Map<string, Outgoing>(), new Map<string, KeptDraft & { user: string; task: string }>(), new Map<string, KeptStep[]>()]
  let last = 0
  return {
    lasting: false,
    async queue(item) {
      const numbered = { ...item, number: ++last }
      items.set(item.key, numbered)
      if (item.kind !== 'review') drafts.delete(`${item.user} ${item.task}`)
      return numbered
    },
    queued: async (user) => [...items.values()].filter((item) => item.user === user),
    forget: async (key) => void items.delete(key),
    async keepDraft(user, task, draft, step) {
      const key = `${user} ${task}`
      drafts.set(key, { ...draft, user, task })
      if (step) steps.set(key, [...(step.start ? [] : (steps.get(key) ?? [])), step])
    },
    draft: async (user, task) => drafts.get(`${user} ${task}`),
    drafts: async (user) => [...drafts.values()].filter((one) => one.user === user),
    steps: async (user, task) => steps.get(`${user} ${task}`) ?? [],
    dropDraft: async (user, task) => void (drafts.delete(`${user} ${task}`), steps.delete(`${user} ${task}`)),
  }
}
