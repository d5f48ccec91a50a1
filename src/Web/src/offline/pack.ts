import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import type { Me } from '../sessions/session'
import type { LeasedTask } from '../tasks/task'

/**
 * What a person takes along to go on without a network after the page was loaded again: who they are, what their project asks, and the
 * tasks they hold, with pictures. All of it is gone when they sign out; what they did themselves lies elsewhere (`BrowserStore`) and stays.
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
  /** @param file Its picture or text; undefined leaves what there is. */
  keepTask(user: string, project: string, task: LeasedTask, file?: PackedFile): Promise<void>
  dropTask(user: string, task: string): Promise<void>
  /** Whoever signs out leaves nothing to be looked at. */
  clear(): Promise<void>
}

export interface PackedTask {
  task: LeasedTask
  file?: PackedFile
}

export interface PackedFile {
  url: string
  content: Blob
}

interface Schema extends DBSchema {
  people: { key: string; value: { user: string; me: Me; at: number } }
  documents: { key: [string, string]; value: { user: string; path: string; value: unknown; at: number } }
  tasks: { key: [string, string]; value: { user: string; id: string; project: string; task: LeasedTask; at: number } }
  files: { key: [string, string]; value: PackedFile & { user: string; id: string } }
}

const stores: ('people' | 'documents' | 'tasks' | 'files')[] = ['people', 'documents', 'tasks', 'files']
type Stores = typeof stores
type Change = IDBPTransaction<Schema, Stores, 'readwrite'>

/** Nobody goes on from what is older: a session has ended by then. Milliseconds. */
const lifeMs = 24 * 3600 * 1000

/** Of a picture or text, in bytes: larger ones need the network. */
const mostFileBytes = 20 * 2 ** 20

/** Keeps nothing: where no page opens without a network anyway, or the browser refuses to keep anything. */
export const emptyPack: Pack = {
  me: async () => undefined, keepMe: async () => {}, document: async () => undefined, keepDocument: async () => {},
  tasks: async () => [], keepTask: async () => {}, dropTask: async () => {}, clear: async () => {},
}

/** A database of its own: what is in it can be thrown away at any time, and another version of this page begins with nothing. */
export function openPack(now: () => number, name = 'labelwise pack 1'): Pack {
  const opened = openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('people', { keyPath: 'user' })
      fresh.createObjectStore('documents', { keyPath: ['user', 'path'] })
      fresh.createObjectStore('tasks', { keyPath: ['user', 'id'] })
      fresh.createObjectStore('files', { keyPath: ['user', 'id'] })
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
      return Promise.all(all.map(async ({ id, task }) => ({ task, file: await db.get('files', [user, id]) })))
    },
    keepTask(user, project, task, file) {
      const at = now() + ++order / 1_000
      return whileHere(user, async (change) => {
        const before = await change.objectStore('tasks').get([user, task.id])
        void change.objectStore('tasks').put({ user, id: task.id, project, task, at: before?.at ?? at })
        if (file && file.content.size <= mostFileBytes) void change.objectStore('files').put({ user, id: task.id, ...file })
      })
    },
    async dropTask(user, task) {
      const change = (await opened).transaction(['tasks', 'files'], 'readwrite')
      void change.objectStore('tasks').delete([user, task])
      void change.objectStore('files').delete([user, task])
      await change.done
    },
    async clear() {
      const change = (await opened).transaction(stores, 'readwrite')
      await clear(change)
      await change.done
    },
  }
}

/** A browser that keeps nothing lets the page go on. */
function safely(pack: Pack): Pack {
  const guard = <A extends unknown[], R>(run: (...given: A) => Promise<R>, otherwise: R) => (...given: A) => run(...given).catch(() => otherwise)
  return {
    me: guard(pack.me, undefined), keepMe: guard(pack.keepMe, undefined), document: guard(pack.document, undefined), keepDocument: guard(pack.keepDocument, undefined),
    tasks: guard(pack.tasks, []), keepTask: guard(pack.keepTask, undefined), dropTask: guard(pack.dropTask, undefined), clear: guard(pack.clear, undefined),
  }
}
