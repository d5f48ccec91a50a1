import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Outgoing } from './outbox'
import type { KeptDraft } from './work'

/** What this browser keeps until the server has it. */
export interface BrowserStore {
  /** False when the browser refuses to keep anything, as in some private windows. */
  readonly lasting: boolean
  queue(item: Omit<Outgoing, 'number'>): Promise<Outgoing>
  queued(user: string): Promise<Outgoing[]>
  forget(key: string): Promise<void>
  keepDraft(user: string, task: string, draft: KeptDraft): Promise<void>
  draft(user: string, task: string): Promise<KeptDraft | undefined>
  dropDraft(user: string, task: string): Promise<void>
}

interface Schema extends DBSchema {
  outbox: { key: number; value: Omit<Outgoing, 'number'> & { number?: number }; indexes: { key: string; user: string } }
  drafts: { key: [string, string]; value: KeptDraft & { user: string; task: string } }
}

/** Drafts older than this were taken up on another machine, or never will be. */
const draftLifeMs = 30 * 24 * 3600 * 1000

export async function openBrowserStore(now: number, name = 'labelwise'): Promise<BrowserStore> {
  try {
    const db = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        const outbox = fresh.createObjectStore('outbox', { keyPath: 'number', autoIncrement: true })
        outbox.createIndex('key', 'key', { unique: true })
        outbox.createIndex('user', 'user')
        fresh.createObjectStore('drafts', { keyPath: ['user', 'task'] })
      },
    })
    await dropOldDrafts(db, now)
    return inDatabase(db)
  } catch {
    return inMemory()
  }
}

function inDatabase(db: IDBPDatabase<Schema>): BrowserStore {
  return {
    lasting: true,
    async queue(item) {
      const change = db.transaction(['outbox', 'drafts'], 'readwrite', { durability: 'strict' })
      const number = await change.objectStore('outbox').add(item)
      if (item.kind !== 'review') await change.objectStore('drafts').delete([item.user, item.task])
      await change.done
      return { ...item, number }
    },
    async queued(user) {
      return (await db.getAllFromIndex('outbox', 'user', user)) as Outgoing[]
    },
    async forget(key) {
      const change = db.transaction('outbox', 'readwrite')
      const number = await change.store.index('key').getKey(key)
      if (number !== undefined) await change.store.delete(number)
      await change.done
    },
    async keepDraft(user, task, draft) {
      await db.put('drafts', { user, task, ...draft })
    },
    draft: (user, task) => db.get('drafts', [user, task]),
    dropDraft: (user, task) => db.delete('drafts', [user, task]),
  }
}

async function dropOldDrafts(db: IDBPDatabase<Schema>, now: number) {
  const change = db.transaction('drafts', 'readwrite')
  for await (const at of change.store) if (at.value.savedAt < now - draftLifeMs) await at.delete()
  await change.done
}

/** Keeps for as long as the page lives. */
export function inMemory(): BrowserStore {
  const [items, drafts] = [new Map<string, Outgoing>(), new Map<string, KeptDraft>()]
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
    keepDraft: async (user, task, draft) => void drafts.set(`${user} ${task}`, draft),
    draft: async (user, task) => drafts.get(`${user} ${task}`),
    dropDraft: async (user, task) => void drafts.delete(`${user} ${task}`),
  }
}
