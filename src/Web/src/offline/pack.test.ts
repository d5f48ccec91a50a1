import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { beforeEach, expect, test } from 'vitest'
import type { LeasedTask } from '../tasks/task'
import { openPack } from './pack'

let [now, name] = [1_000_000, 0]
beforeEach(() => void (now = 1_000_000))

const ben = { id: 'ben', email: 'ben@example.org', name: 'Ben', admin: false }
const cho = { ...ben, id: 'cho' }
const task = (id: string): LeasedTask => ({ id, sample: { id: `s${id}`, externalId: id, url: `/s/${id}` }, specVersion: 1, lease: { id: `l${id}`, expiresAt: '2030-01-01T00:00:00Z' } })
const file = { url: '/s/a', content: new Blob(['pixels']), reason: 'shown' as const }
const fresh = () => openPack(() => now, `pack ${++name}`)

test('who was here, what their project asks and what they hold is here again, in order, for them alone', async () => {
  const pack = fresh()
  await pack.keepMe(ben)
  await pack.keepDocument('ben', '/projects/p/spec', { version: 2 })
  void pack.keepTask('ben', 'p', task('b'))
  void pack.keepTask('ben', 'p', task('a'))
  await pack.keepTask('ben', 'another', task('c'))
  await pack.keepFile('ben', 'a', file)
  expect(await pack.me()).toEqual(ben)
  expect(await pack.document('ben', '/projects/p/spec')).toEqual({ version: 2 })
  expect(await pack.document('cho', '/projects/p/spec')).toBeUndefined()
  expect((await pack.tasks('ben', 'p')).map((one) => [one.task.id, one.files.map(({ url }) => url)])).toEqual([['b', []], ['a', ['/s/a']]])
  await pack.dropTask('ben', 'b')
  expect((await pack.tasks('ben', 'p')).map((one) => one.task.id)).toEqual(['a'])
  expect(await pack.tasks('cho', 'p')).toEqual([])
})

test('signing out leaves nothing, and what another tab writes afterwards is not kept', async () => {
  const pack = fresh()
  await pack.keepMe(ben)
  await pack.keepTask('ben', 'p', task('a'))
  await pack.keepFile('ben', 'a', file)
  await pack.clear()
  await pack.keepTask('ben', 'p', task('b'))
  await pack.keepFile('ben', 'b', file)
  await pack.keepDocument('ben', '/projects/p', {})
  expect(await pack.me()).toBeUndefined()
  expect(await pack.tasks('ben', 'p')).toEqual([])
  expect(await pack.files('ben', 'a')).toEqual([])
  expect(await pack.document('ben', '/projects/p')).toBeUndefined()
})

test('of whoever was here before nothing is left once somebody else is', async () => {
  const pack = fresh()
  await pack.keepMe(ben)
  await pack.keepTask('ben', 'p', task('a'))
  await pack.keepFile('ben', 'a', file)
  await pack.keepMe(cho)
  expect(await pack.me()).toEqual(cho)
  expect(await pack.tasks('ben', 'p')).toEqual([])
  expect(await pack.files('ben', 'a')).toEqual([])
})

test('nobody goes on from what is older than a session', async () => {
  const pack = fresh()
  await pack.keepMe(ben)
  await pack.keepTask('ben', 'p', task('a'))
  now += 25 * 3600 * 1000
  expect(await pack.me()).toBeUndefined()
  expect(await pack.tasks('ben', 'p')).toEqual([])
  expect(await pack.files('ben', 'a')).toEqual([])
})

test('the files of a task go with it, and no others', async () => {
  const pack = fresh()
  await pack.keepMe(ben)
  for (const of of ['a', 'ab', 'guideline']) await pack.keepFile('ben', of, file)
  await pack.keepFile('ben', 'a', { ...file, url: '/s/a full', reason: 'full' })
  expect((await pack.files('ben', 'a')).map(({ url }) => url)).toEqual(['/s/a', '/s/a full'])
  await pack.dropTask('ben', 'a')
  await pack.dropFile('ben', 'guideline', '/s/a')
  expect(await Promise.all(['a', 'ab', 'guideline'].map(async (of) => (await pack.files('ben', of)).length))).toEqual([0, 1, 0])
})

test('what an earlier version of this page kept is thrown away', async () => {
  const before = `pack ${++name}`
  const old = await openDB(before, 1, { upgrade: (made) => void made.createObjectStore('files', { keyPath: ['user', 'id'] }) })
  await old.put('files', { user: 'ben', id: 'a', ...file })
  old.close()
  const pack = openPack(() => now, before)
  await pack.keepMe(ben)
  await pack.keepFile('ben', 'a', file)
  expect(await pack.files('ben', 'a')).toHaveLength(1)
})
