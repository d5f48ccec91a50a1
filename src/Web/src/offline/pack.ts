import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import type { Me } from '../sessions/session'
import type { LeasedTask } from '../tasks/task'
import { makeRoom, type Reason } from './room'

/**
 * What a person takes along to go on without a network after the page was loaded again: who they are, what their project asks, and the
 * tasks they hold, with pictures and those of the guideline. All of it is gone when they sign out; what they did themselves lies elsewhere (`BrowserStore`) and stays.
 */
export interface Pack {
  /** Who was signed in last. */
  me(): Promise<Me | undefined>
  /** Of anybody else nothing is left then. */
  keepMe(me: Me): Promise<void>
  document(user: string, path: string): Promise<unknown>
  keepDocument(user: string, path: string, value: unknown): Promise<void>
  /** In the order they were handed out. */
  tasks(user: string, project: string): Promise<PackedTask[]>
  keepTask(user: string, project: string, task: LeasedTask): Promise<void>
  /** With its files. */
  dropTask(user: string, task: string): Promise<void>
  /** Pictures and texts, as far as there is room. @param of The task, or whatever else they belong to. */
  keepFile(user: string, of: string, file: PackedFile): Promise<void>
  files(user: string, of: string): Promise<PackedFile[]>
  dropFile(user: string, of: string, url: string): Promise<void>
  /** Whoever signs out leaves nothing to be looked at. */
  clear(): Promise<void>
}

export interface PackedTask {
  task: LeasedTask
  files: readonly PackedFile[]
}

export interface PackedFile {
  url: string
  content: Blob
  reason: Reason
}

interface Schema extends DBSchema {
  people: { key: string; value: { user: string; me: Me; at: number } }
  documents: { key: [string, string]; value: { user: string; path: string; value: unknown; at: number } }
  tasks: { key: [string, string]; value: { user: string; id: string; project: string; task: LeasedTask; at: number } }
  files: { key: [string, string, string]; value: PackedFile & { user: string; of: string; at: number } }
}

const stores: ('people' | 'documents' | 'tasks' | 'files')[] = ['people', 'documents', 'tasks', 'files']
type Stores = typeof stores
type Change = IDBPTransaction<Schema, Stores, 'readwrite'>

/** Nobody goes on from what is older: a session has ended by then. Milliseconds. */
const lifeMs = 24 * 3600 * 1000

/** Keeps nothing: where no page opens without a network anyway, or the browser refuses to keep anything. */
export const emptyPack: Pack = {
  me: async () => undefined, keepMe: async () => {}, document: async () => undefined, keepDocument: async () => {},
  tasks: async () => [], keepTask: async () => {}, dropTask: async () => {}, keepFile: async () => {}, files: async () => [], dropFile: async () => {}, clear: async () => {},
}

/** A database of its own: what is in it can be thrown away at any time, as is what another version of this page kept. */
export function openPack(now: () => number, name = 'labelwise pack 1'): Pack {
  const opened = openDB<Schema>(name, 2, {
    upgrade(fresh) {
      for (const store of [...fresh.objectStoreNames]) fresh.deleteObjectStore(store)
      fresh.createObjectStore('people', { keyPath: 'user' })
      fresh.createObjectStore('documents', { keyPath: ['user', 'path'] })
      fresh.createObjectStore('tasks', { keyPath: ['user', 'id'] })
      fresh.createObjectStore('files', { keyPath: ['user', 'of', 'url'] })
    },
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  })
  return safely(inDatabase(opened, now))
}

function inDatabase(opened: Promise<IDBPDatabase<Schema>>, now: () => number): Pack {
  const isFresh = ({ at }: { at: number }) => at > now() - lifeMs
  let order = 0

  /** Another tab may have signed out meanwhile: then nothing is kept any more. */
  async function whileHere(user: string, write: (change: Change) => unknown) {
    const change = (await opened).transaction(stores, 'readwrite')
    if (await change.objectStore('people').getKey(user)) await write(change)
    await change.done
  }

  async function clear(change: Change) {
    await Promise.all(stores.map((store) => change.objectStore(store).clear()))
  }

  return {
    async me() {
      const [last] = await (await opened).getAll('people')
      return last && isFresh(last) ? last.me : undefined
    },
    async keepMe(me) {
      const change = (await opened).transaction(stores, 'readwrite')
      const known = await change.objectStore('people').getAllKeys()
      if (known.some((user) => user !== me.id)) await clear(change)
      void change.objectStore('people').put({ user: me.id, me, at: now() })
      await change.done
    },
    document: async (user, path) => (await (await opened).get('documents', [user, path]))?.value,
    keepDocument: (user, path, value) => whileHere(user, (change) => change.objectStore('documents').put({ user, path, value, at: now() })),
    async tasks(user, project) {
      const db = await opened
      const all = (await db.getAll('tasks')).filter((one) => one.user === user && one.project === project && isFresh(one)).sort((a, b) => a.at - b.at)
      return Promise.all(all.map(async ({ id, task }) => ({ task, files: await db.getAll('files', allOf(user, id)) })))
    },
    keepTask(user, project, task) {
      const at = now() + ++order / 1_000
      return whileHere(user, async (change) => {
        const before = await change.objectStore('tasks').get([user, task.id])
        void change.objectStore('tasks').put({ user, id: task.id, project, task, at: before?.at ?? at })
      })
    },
    keepFile(user, of, file) {
      const at = now() + ++order / 1_000
      return whileHere(user, async (change) => {
        const files = change.objectStore('files')
        const others = (await files.getAll()).filter((one) => one.user !== user || one.of !== of || one.url !== file.url).sort((a, b) => a.at - b.at)
        const going = makeRoom(others.map(({ user, of, url, reason, content }) => ({ key: [user, of, url] as [string, string, string], reason, bytes: content.size })), { reason: file.reason, bytes: file.content.size })
        going?.forEach(({ key }) => void files.delete(key))
        if (going) void files.put({ user, of, ...file, at })
      })
    },
    files: async (user, of) => (await (await opened).getAll('files', allOf(user, of))).sort((a, b) => a.at - b.at),
    dropFile: async (user, of, url) => (await opened).delete('files', [user, of, url]),
    async dropTask(user, task) {
      const change = (await opened).transaction(['tasks', 'files'], 'readwrite')
      void change.objectStore('tasks').delete([user, task])
      void change.objectStore('files').delete(allOf(user, task))
      await change.done
    },
    async clear() {
      const change = (await opened).transaction(stores, 'readwrite')
      await clear(change)
      await change.done
    },
  }
}

/** All files of one task. */
const allOf = (user: string, of: string) => IDBKeyRange.bound([user, of], [user, of, []])

/** A browser that keeps nothing lets the page go on. */
function safely(pack: Pack): Pack {
  const guard = <A extends unknown[], R>(run: (...given: A) => Promise<R>, otherwise: R) => (...given: A) => run(...given).catch(() => otherwise)
  return {
    me: guard(pack.me, undefined), keepMe: guard(pack.keepMe, undefined), document: guard(pack.document, undefined), keepDocument: guard(pack.keepDocument, undefined),
    tasks: guard(pack.tasks, []), keepTask: guard(pack.keepTask, undefined), dropTask: guard(pack.dropTask, undefined), clear: guard(pack.clear, undefined),
    keepFile: guard(pack.keepFile, undefined), files: guard(pack.files, []), dropFile: guard(pack.dropFile, undefined),
  }
}
