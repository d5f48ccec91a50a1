import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { LeasedTask } from '../tasks/task'
import { openPack } from './pack'

let [now, name] = [1_000_000, 0]
beforeEach(() => void (now = 1_000_000))

const ben = { id: 'ben', email: 'ben@example.org', name: 'Ben', admin: false }
const cho = { ...ben, id: 'cho' }
const task = (id: string): LeasedTask => ({ id, sample: { id: `s${id}`, externalId: id, url: `/s/${id}` }, specVersion: 1, lease: { id: `l${id}`, expiresAt: '2030-01-01T00:00:00Z' } })
const file = { url: '/s/a', content: new Blob(['pixels']) }
const fresh = () => openPack(() => now, `pack ${++name}`)

test('who was here, what their project asks and what they hold is here again, in order, for them alone', async () => {
  const pack = fresh()
  await pack.keepMe(ben)
  await pack.keepDocument('ben', '/projects/p/spec', { version: 2 })
  void pack.keepTask('ben', 'p', task('b'))
  void pack.keepTask('ben', 'p', task('a'))
  await pack.keepTask('ben', 'another', task('c'))
  await pack.keepTask('ben', 'p', task('a'), file)
  expect(await pack.me()).toEqual(ben)
  expect(await pack.document('ben', '/projects/p/spec')).toEqual({ version: 2 })
  expect(await pack.document('cho', '/projects/p/spec')).toBeUndefined()
  expect((await pack.tasks('ben', 'p')).map((one) => [one.task.id, one.file?.url])).toEqual([['b', undefined], ['a', '/s/a']])
  await pack.dropTask('ben', 'b')
  expect((await pack.tasks('ben', 'p')).map((one) => one.task.id)).toEqual(['a'])
  expect(await pack.tasks('cho', 'p')).toEqual([])
})

test('signing out leaves nothing, and what another tab writes afterwards is not kept', async () => {
  const pack = fresh()
  await pack.keepMe(ben)
  await pack.keepTask('ben', 'p', task('a'), file)
  await pack.clear()
  await pack.keepTask('ben', 'p', task('b'), file)
  await pack.keepDocument('ben', '/projects/p', {})
  expect(await pack.me()).toBeUndefined()
  expect(await pack.tasks('ben', 'p')).toEqual([])
  expect(await pack.document('ben', '/projects/p')).toBeUndefined()
})

test('of whoever was here before nothing is left once somebody else is', async () => {
  const pack = fresh()
  await pack.keepMe(ben)
  await pack.keepTask('ben', 'p', task('a'), file)
  await pack.keepMe(cho)
  expect(await pack.me()).toEqual(cho)
  expect(await pack.tasks('ben', 'p')).toEqual([])
})

test('nobody goes on from what is older than a session', async () => {
  const pack = fresh()
  await pack.keepMe(ben)
  await pack.keepTask('ben', 'p', task('a'))
  now += 25 * 3600 * 1000
  expect(await pack.me()).toBeUndefined()
  expect(await pack.tasks('ben', 'p')).toEqual([])
})
