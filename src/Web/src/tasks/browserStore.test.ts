import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import type { LabelDocument } from '../labels/labels'
import { inMemory, openBrowserStore } from './browserStore'
import type { KeptStep } from './work'

const item = (key: string, user = 'u') => ({ key, user, project: 'p', task: 't', kind: 'submit' as const, path: '/x', body: { a: [1] } })
const draft = (savedAt: number) => ({ labels: { objects: [], properties: { a: 'b' } }, activeMs: 5, savedAt })
let databases = 0
/** Steps of these tests are letters, and what they lead to is the word they make. */
const rebuild = (steps: readonly KeptStep[]): LabelDocument | null =>
  steps[0]?.start ? { objects: [], properties: { word: steps.map((one) => one.act).join('') } } : null

describe.each([
  ['the database of the browser', () => openBrowserStore(0, rebuild, `test-${++databases}`)],
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
    await Promise.all([store.keepDraft('u', 't', draft(1), { start: 1, act: 'a' }), store.keepDraft('u', 't', draft(2), { act: 'b' }), store.keepDraft('u', 'other', draft(2), { start: 1, act: 'x' })])
    expect(await store.steps('u', 't')).toEqual([{ start: 1, act: 'a' }, { act: 'b' }])
    await store.keepDraft('u', 't', draft(3), { start: 2, act: 'c' })
    expect(await store.steps('u', 't')).toEqual([{ start: 2, act: 'c' }])
    expect((await store.drafts('u')).map((one) => one.task).sort()).toEqual(['other', 't'])
    await store.dropDraft('u', 't')
    expect(await store.steps('u', 't')).toEqual([])
    expect(await store.steps('u', 'other')).toEqual([{ start: 1, act: 'x' }])
  })
})

test('what was kept is there after a reload', async () => {
  const before = await openBrowserStore(0, rebuild, 'reload')
  await before.queue(item('k1'))
  await before.keepDraft('u', 't2', draft(1_000))
  const after = await openBrowserStore(2_000, rebuild, 'reload')
  expect((await after.queued('u')).map((one) => one.key)).toEqual(['k1'])
  expect(await after.draft('u', 't2')).toMatchObject(draft(1_000))
})

test('a month later a forgotten draft is gone', async () => {
  await (await openBrowserStore(0, rebuild, 'month')).keepDraft('u', 't', draft(0))
  expect(await (await openBrowserStore(31 * 24 * 3600 * 1000, rebuild, 'month')).draft('u', 't')).toBeUndefined()
})

test('a draft that was kept by steps alone is made of them again, and what was written whole since goes before them', async () => {
  const store = await openBrowserStore(0, rebuild, 'steps')
  const empty = { labels: { objects: [], properties: {} }, activeMs: 5 }
  await store.keepDraft('u', 't', { ...empty, savedAt: 1 }, { start: 1, act: 'a' })
  await store.keepDraft('u', 't', { ...empty, savedAt: 2 }, { act: 'b' })
  expect(await (await openBrowserStore(0, rebuild, 'steps')).draft('u', 't')).toMatchObject({ savedAt: 2, labels: { properties: { word: 'ab' } } })
  expect(await store.drafts('u')).toMatchObject([{ task: 't', labels: { properties: { word: 'ab' } } }])
  await store.keepDraft('u', 't', { ...draft(3) })
  expect(await store.draft('u', 't')).toMatchObject(draft(3))
  expect(await store.steps('u', 't')).toHaveLength(2)
  await store.keepDraft('u', 't', { ...empty, savedAt: 4 }, { act: 'c' })
  expect(await store.draft('u', 't')).toMatchObject({ savedAt: 4, labels: { properties: { word: 'abc' } } })
  await store.dropDraft('u', 't')
  expect(await store.drafts('u')).toEqual([])
})

test('steps that lead nowhere cost no more than what came after the last whole draft', async () => {
  const store = await openBrowserStore(0, () => null, 'nowhere')
  await store.keepDraft('u', 't', draft(1))
  await store.keepDraft('u', 't', { labels: { objects: [], properties: {} }, activeMs: 5, savedAt: 2 }, { act: 'b' })
  expect(await store.draft('u', 't')).toMatchObject({ labels: draft(1).labels })
})

test('a draft that an older page kept is still there', async () => {
  const old = await openDB('older', 2, {
    upgrade(fresh) {
      fresh.createObjectStore('steps', { autoIncrement: true }).createIndex('of', ['user', 'task'])
      const outbox = fresh.createObjectStore('outbox', { keyPath: 'number', autoIncrement: true })
      outbox.createIndex('key', 'key', { unique: true })
      outbox.createIndex('user', 'user')
      fresh.createObjectStore('drafts', { keyPath: ['user', 'task'] })
    },
  })
  await old.put('drafts', { user: 'u', task: 't', ...draft(1) })
  old.close()
  expect(await (await openBrowserStore(0, rebuild, 'older')).draft('u', 't')).toMatchObject(draft(1))
})

describe('a page closed before the database had a command', () => {
  const memory = new Map<string, string>()
  globalThis.localStorage = {
    getItem: (name: string) => memory.get(name) ?? null, setItem: (name: string, text: string) => void memory.set(name, text), removeItem: (name: string) => void memory.delete(name),
  } as Storage

  test('has written it down, and sends it once when it opens again', async () => {
    memory.set('labelwise.given', JSON.stringify([item('k1'), item('k2'), item('k3', 'another')]))
    const store = await openBrowserStore(0, rebuild, `test-${++databases}`)
    expect((await store.queued('u')).map((one) => one.key)).toEqual(['k1', 'k2'])
    expect((await store.queued('u')).map((one) => one.key)).toEqual(['k1', 'k2'])
    expect(JSON.parse(memory.get('labelwise.given')!)).toEqual([item('k3', 'another')])
    memory.clear()
  })

  test('has it there at once, and no longer when the database has it', async () => {
    const store = await openBrowserStore(0, rebuild, `test-${++databases}`)
    const queueing = store.queue(item('k1'))
    expect(JSON.parse(memory.get('labelwise.given')!)).toEqual([item('k1')])
    await queueing
    expect(memory.size).toBe(0)
    memory.set('labelwise.given', JSON.stringify([item('k1')]))
    expect(await store.queued('u')).toHaveLength(1)
    expect(memory.size).toBe(0)
  })
})
