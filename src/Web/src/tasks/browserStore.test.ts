import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { inMemory, openBrowserStore } from './browserStore'

const item = (key: string, user = 'u') => ({ key, user, project: 'p', task: 't', kind: 'submit' as const, path: '/x', body: { a: [1] } })
const draft = (savedAt: number) => ({ labels: { objects: [], properties: { a: 'b' } }, activeMs: 5, savedAt })
let databases = 0

describe.each([
  ['the database of the browser', () => openBrowserStore(0, `test-${++databases}`)],
  ['memory, where the browser keeps nothing', async () => inMemory()],
])('in %s', (_, open) => {
  test('commands come back in the order they were given, and only to who gave them', async () => {
    const store = await open()
    await store.queue(item('k1'))
    await store.queue(item('k2', 'another'))
    await store.queue(item('k3'))
    expect((await store.queued('u')).map((one) => one.key)).toEqual(['k1', 'k3'])
    await store.forget('k1')
    await store.forget('k1')
    expect((await store.queued('u')).map((one) => one.key)).toEqual(['k3'])
  })

  test('a draft is kept until its task is submitted', async () => {
    const store = await open()
    await store.keepDraft('u', 't', draft(1))
    expect(await store.draft('u', 't')).toMatchObject(draft(1))
    expect(await store.draft('another', 't')).toBeUndefined()
    await store.queue(item('k1'))
    expect(await store.draft('u', 't')).toBeUndefined()
  })

  test('the steps to a draft come back in order, until it is dropped; a new start makes earlier ones void', async () => {
    const store = await open()
    await Promise.all([store.keepDraft('u', 't', draft(1), { start: 1, act: 'a' }), store.keepDraft('u', 't', draft(2), { act: 'b' }), store.keepDraft('u', 'other', draft(2), { act: 'x' })])
    expect(await store.steps('u', 't')).toEqual([{ start: 1, act: 'a' }, { act: 'b' }])
    await store.keepDraft('u', 't', draft(3), { start: 2, act: 'c' })
    expect(await store.steps('u', 't')).toEqual([{ start: 2, act: 'c' }])
    expect((await store.drafts('u')).map((one) => one.task).sort()).toEqual(['other', 't'])
    await store.dropDraft('u', 't')
    expect(await store.steps('u', 't')).toEqual([])
    expect(await store.steps('u', 'other')).toEqual([{ act: 'x' }])
  })
})

test('what was kept is there after a reload', async () => {
  const before = await openBrowserStore(0, 'reload')
  await before.queue(item('k1'))
  await before.keepDraft('u', 't2', draft(1_000))
  const after = await openBrowserStore(2_000, 'reload')
  expect((await after.queued('u')).map((one) => one.key)).toEqual(['k1'])
  expect(await after.draft('u', 't2')).toMatchObject(draft(1_000))
})

test('a month later a forgotten draft is gone', async () => {
  await (await openBrowserStore(0, 'month')).keepDraft('u', 't', draft(0))
  expect(await (await openBrowserStore(31 * 24 * 3600 * 1000, 'month')).draft('u', 't')).toBeUndefined()
})
