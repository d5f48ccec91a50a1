import { expect, test } from 'vitest'
import { createApi } from '../api/api'
import type { Moment } from './activeTime'
import { inMemory } from './browserStore'
import { openCourier } from './courier'
import { givenBackIn } from './given'
import { sayOutbox } from './outbox'
import type { LeasedTask } from './task'
import { current, openedLeft } from './work'
import { openWorkbench } from './workbench'

interface Call { method: string; path: string; body: Record<string, unknown> }

/** A server of so many tasks, and a browser whose clock moves only when told. */
async function desk(tasks: number, answer: (call: Call) => Response | undefined = () => undefined, away = () => false) {
  const calls: Call[] = []
  const timers: { at: number; run: () => void }[] = []
  let [now, given, keys] = [1_000_000, 0, 0]
  let watch = (_: Moment) => {}
  const watches: ((moment: Moment) => void)[] = []
  const handOut = (): LeasedTask => ({
    id: `t${++given}`, sample: { id: `s${given}`, externalId: `${given}.png`, url: `/s/${given}` }, specVersion: 1,
    lease: { id: `l${given}`, expiresAt: new Date(now + 900_000).toISOString() },
  })
  const api = createApi(async (path, init) => {
    const call = { method: init!.method!, path: String(path).replace('/api/v1', ''), body: init?.body ? JSON.parse(String(init.body)) : {} }
    calls.push(call)
    const special = answer(call)
    if (special) return special
    if (!call.path.endsWith('/next')) return new Response('{}')
    const count = Math.min(call.body.count as number, tasks - given)
    const none = count === 0 ? { reason: 'done', held: 0, skipped: 0, queued: 0, message: 'Everything is done.' } : undefined
    return Response.json({ tasks: Array.from({ length: count }, handOut), none })
  })
  const after = (ms: number, run: () => void) => {
    const timer = { at: now + ms, run }
    timers.push(timer)
    return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1))
  }
  const store = inMemory()
  const prepared: string[] = []
  const memory = new Map<string, string>()
  const givenBack = givenBackIn({ getItem: (key) => memory.get(key) ?? null, setItem: (key, value) => void memory.set(key, value) })
  const courier = await openCourier('u', { api, store, now: () => now, chance: () => 0, after })
  const packed = new Map<string, LeasedTask>()
  const takes = { tasks: async () => [...packed.values()], keep: (task: LeasedTask) => void packed.set(task.id, task), drop: (task: string) => void packed.delete(task) }
  const open = () => openWorkbench({
    takes, away,
    project: 'p', user: 'u', api: { ...api, serverNow: () => now }, courier, store,
    pictures: { prepare: async (url) => (prepared.push(url), {} as HTMLImageElement), ready: () => undefined, offer() {}, offered: () => undefined },
    presence: { visible: () => true, watch: (happened) => (watches.push((watch = happened)), () => {}) }, givenBack,
    now: () => now, newKey: () => `key${++keys}`, after,
  })
  const pass = async (ms: number) => {
    now += ms
    for (const timer of timers.splice(0)) timer.at <= now ? timer.run() : timers.push(timer)
    await settle()
  }
  const bench = open()
  await settle()
  return { bench, open, calls, packed, prepared, pass, store, courier, input: () => watch({ at: now, type: 'input' }), hide: () => watches.forEach((told) => told({ at: now, type: 'hidden' })), to: (end: string) => calls.filter((call) => call.path.endsWith(end)) }
}
const settle = () => new Promise((done) => setTimeout(done, 5))
const labels = (value: string) => ({ objects: [], properties: { quality: value } })
const returnedTask = { id: 't1', sample: { id: 's', externalId: 'x', url: '/s' }, specVersion: 1, lease: { id: 'l1', expiresAt: '2030-01-01T00:00:00Z' } }

test('three tasks are held and their pictures are prepared before they are needed', async () => {
  const { bench, prepared, to } = await desk(10)
  expect(bench.work.held.map((held) => held.task.id)).toEqual(['t1', 't2', 't3'])
  expect(prepared).toEqual(['/s/1', '/s/2', '/s/3'])
  expect(to('/next')[0]!.body).toEqual({ count: 3, resume: true })
})

test('submitting sends the labels, the lease and the time worked, and a fourth task is asked for', async () => {
  const { bench, calls, pass, to } = await desk(10)
  await pass(4_000)
  bench.answer(labels('good'))
  bench.submit()
  expect(current(bench.work)?.task.id).toBe('t2')
  await settle()
  expect(to('/submit')).toEqual([{ method: 'POST', path: '/tasks/t1/submit', body: { lease: 'l1', labels: labels('good'), activeMs: 4_000 } }])
  expect(to('/next').at(-1)!.body.count).toBe(1)
  expect(bench.work.held).toHaveLength(3)
  expect(bench.work.done).toMatchObject([{ outcome: 'kept' }])
  expect(calls.some((call) => call.path.endsWith('/draft'))).toBe(false)
})

test('a change is kept in the browser at once and on the server a moment later', async () => {
  const { bench, pass, store, to } = await desk(10)
  bench.answer(labels('go'))
  bench.answer(labels('good'))
  await settle()
  expect(await store.draft('u', 't1')).toMatchObject({ labels: labels('good') })
  expect(to('/draft')).toEqual([])
  await pass(1_000)
  expect(to('/draft')).toMatchObject([{ method: 'PUT', path: '/tasks/t1/draft', body: { lease: 'l1', labels: labels('good') } }])
})

test('a draft that is too large is told of at once, kept here, and sent again once it is small enough', async () => {
  const { bench, pass, store, to, courier } = await desk(10, ({ path, body }) =>
    path.endsWith('/draft') && JSON.stringify(body.labels).length > 100 ? Response.json({ code: 'too-large', title: 'Too large.' }, { status: 413 }) : undefined)
  const large = labels('x'.repeat(200))
  bench.answer(large)
  await pass(1_000)
  expect(current(bench.work)).toMatchObject({ labels: large, draftProblem: { code: 'too-large' } })
  expect(sayOutbox(courier.outbox)).toBe('In this browser only')
  expect(await store.draft('u', 't1')).toMatchObject({ labels: large })
  bench.answer(labels('small'))
  expect(current(bench.work)?.draftProblem).toBeDefined()
  await pass(1_000)
  expect(to('/draft')).toHaveLength(2)
  expect(current(bench.work)?.draftProblem).toBeUndefined()
  expect(sayOutbox(courier.outbox)).toBe('Saved')
})

test('what was refused of an earlier draft says nothing of a later one', async () => {
  const replies: ((reply: Response) => void)[] = []
  const { bench, pass } = await desk(10, ({ path }) => (path.endsWith('/draft') ? (new Promise<Response>((done) => replies.push(done)) as unknown as Response) : undefined))
  bench.answer(labels('much'))
  await pass(1_000)
  bench.answer(labels('less'))
  await pass(1_000)
  replies[1]!(new Response('{}'))
  replies[0]!(Response.json({ code: 'too-large', title: 'Too large.' }, { status: 413 }))
  await settle()
  expect(current(bench.work)?.draftProblem).toBeUndefined()
})

test('ticks on remarks go with the draft, come back from another machine, and end with the next rejection', async () => {
  const returned = (at: string, draft?: object) => ({ ...returnedTask, returned: { at, comment: '', marks: [{ object: 'a', text: 'x' }, { object: 'b', text: 'y' }] }, draft })
  let handed = returned('2026-01-01T10:00:00Z')
  const { bench, open, pass, to, store } = await desk(10, ({ path, body }) => (path.endsWith('/next') && body.resume ? Response.json({ tasks: [handed] }) : undefined))
  bench.seeTo(0)
  bench.seeTo(1)
  bench.seeTo(0)
  expect(current(bench.work)?.seenTo).toEqual([1])
  await pass(1_000)
  expect(to('/draft').at(-1)!.body).toMatchObject({ seenTo: [1] })
  bench.close()
  const here = open()
  await settle()
  expect(current(here.work)?.seenTo).toEqual([1])
  here.close()

  await store.dropDraft('u', 't1')
  const ofServer = { labels: labels('x'), activeMs: 0, savedAt: '2026-01-01T11:00:00Z', revision: 1, seenTo: [0] }
  handed = returned('2026-01-01T10:00:00Z', ofServer)
  const elsewhere = open()
  await settle()
  expect(current(elsewhere.work)?.seenTo).toEqual([0])
  elsewhere.close()
  handed = returned('2026-01-01T12:00:00Z', ofServer)
  const again = open()
  await settle()
  expect(current(again.work)?.seenTo).toEqual([])
})

test('leaving gives back what was never on screen, and nothing else', async () => {
  const { bench, to } = await desk(10)
  bench.close()
  expect(to('/release').map((call) => call.path)).toEqual(['/tasks/t2/release', '/tasks/t3/release'])
})

test('a half-done answer is on the page again after a reload', async () => {
  const { bench, open } = await desk(10, ({ path, body }) =>
    path.endsWith('/next') && body.resume ? Response.json({ tasks: [{ id: 't1', sample: { id: 's', externalId: 'x', url: '/s' }, specVersion: 1, lease: { id: 'l1', expiresAt: '2030-01-01T00:00:00Z' } }] }) : undefined)
  bench.answer(labels('half'))
  await settle()
  bench.close()
  const again = open()
  await settle()
  expect(current(again.work)).toMatchObject({ task: { id: 't1' }, labels: labels('half'), origin: 'draft' })
})

test('no more tasks says why, and asks again by itself', async () => {
  const { bench, pass, to } = await desk(0)
  expect(bench.work.none?.message).toBe('Everything is done.')
  const before = to('/next').length
  await pass(15_000)
  expect(to('/next').length).toBeGreaterThan(before)
})

test('a person who is there keeps their tasks; one who went away loses them to others', async () => {
  const extend = ({ path }: Call) => path.endsWith('/extend') ? Response.json({ lease: { id: 'x', expiresAt: '2030-01-01T00:00:00Z' } }) : undefined
  const there = await desk(3, extend)
  for (let i = 0; i < 50; i++) (there.input(), await there.pass(10_000))
  expect(new Set(there.to('/extend').map((call) => call.path))).toEqual(new Set(['/tasks/t1/extend', '/tasks/t2/extend', '/tasks/t3/extend']))

  const away = await desk(3, extend)
  for (let i = 0; i < 95; i++) await away.pass(10_000)
  expect(away.to('/extend')).toEqual([])
  expect(away.bench.work.held).toMatchObject([{ task: { id: 't1' }, leaseLost: true }])
  const asked = away.to('/next').length
  await away.pass(3_600_000)
  expect(away.to('/next')).toHaveLength(asked)
  away.input()
  expect(away.to('/next')).toHaveLength(asked + 1)
})

test('a reply that was lost is asked for as soon as the server is back, with all that is held', async () => {
  let down = false
  const { bench, to } = await desk(10, () => { if (down) throw new TypeError('Failed to fetch'); return undefined })
  down = true
  bench.submit()
  await settle()
  expect(bench.work.held.map((held) => held.task.id)).toEqual(['t2', 't3'])
  down = false
  bench.reachable()
  await settle()
  expect(to('/next').at(-1)!.body).toEqual({ count: 1, resume: true })
  expect(bench.work.held.map((held) => held.task.id)).toEqual(['t2', 't3', 't4'])
})

test('a server that says no for now is asked again soon, then less and less often', async () => {
  let busy = false
  const { bench, pass, to } = await desk(10, ({ path }) => (busy && path.endsWith('/next') ? new Response('{}', { status: 503 }) : undefined))
  busy = true
  bench.submit()
  await settle()
  const gaps: number[] = []
  for (let seconds = 1; gaps.length < 5; seconds++) {
    const before = to('/next').length
    await pass(1_000)
    if (to('/next').length > before) gaps.push(seconds)
  }
  expect(gaps).toEqual([1, 3, 7, 15, 30])
})

test('a task answered before a reload is not shown again by a reply that was already under way', async () => {
  let sent = () => {}
  let handedOut = () => {}
  const submitting = new Promise<Response>((done) => (sent = () => done(new Response('{}'))))
  const handing = new Promise<Response>((done) => (handedOut = () => done(Response.json({ tasks: [{ id: 't1', sample: { id: 's', externalId: 'x', url: '/s' }, specVersion: 1, lease: { id: 'l1', expiresAt: '2030-01-01T00:00:00Z' } }] }))))
  let asked = 0
  const api = createApi(async (path) => (String(path).endsWith('/submit') ? submitting : asked++ === 0 ? handing : Response.json({ tasks: [] })))
  const world = { api, store: inMemory(), now: () => 0, chance: () => 0, after: () => () => {} }
  await world.store.queue({ key: 'k', user: 'u', project: 'p', task: 't1', kind: 'submit', path: '/tasks/t1/submit', body: {} })
  const bench = openWorkbench({
    ...world, project: 'p', user: 'u', courier: await openCourier('u', world), newKey: () => 'k2',
    pictures: { prepare: async () => ({}) as HTMLImageElement, ready: () => undefined, offer() {}, offered: () => undefined },
    presence: { visible: () => true, watch: () => () => {} }, givenBack: { has: () => false, add: () => {} },
  })
  sent()
  await settle()
  handedOut()
  await settle()
  expect(bench.work.held).toEqual([])
})

test('a draft that the server did not get goes there when it is back', async () => {
  let down = true
  const { bench, pass, to } = await desk(10, ({ path }) => { if (down && path.endsWith('/draft')) throw new TypeError('Failed to fetch'); return undefined })
  bench.answer(labels('half'))
  await pass(1_000)
  down = false
  const before = to('/draft').length
  bench.reachable()
  await settle()
  expect(to('/draft').slice(before)).toMatchObject([{ body: { labels: labels('half') } }])
  expect(to('/draft').at(-1)!.body.revision).toBe(to('/draft')[0]!.body.revision)
})

test('each draft says that it is newer than the one before', async () => {
  const { bench, pass, to } = await desk(10)
  bench.answer(labels('go'))
  await pass(1_000)
  bench.answer(labels('goo'))
  bench.answer(labels('good'))
  await pass(1_000)
  const [first, second] = to('/draft').map((call) => call.body.revision as number)
  expect(second).toBeGreaterThan(first!)
})

test('what the page before gave back is not taken up again, though the server may not know of it yet', async () => {
  const held = (id: string) => ({ id, sample: { id, externalId: id, url: `/s/${id}` }, specVersion: 1, lease: { id: `l${id.slice(1)}`, expiresAt: '2030-01-01T00:00:00Z' } })
  let reloaded = false
  const { bench, open, to } = await desk(10, ({ path, body }) =>
    reloaded && path.endsWith('/next') && body.resume ? Response.json({ tasks: [held('t1'), held('t2'), held('t3')] }) : undefined)
  bench.close()
  reloaded = true
  const again = open()
  await settle()
  expect(again.work.held.map((one) => one.task.id)).toEqual(['t1', 't4', 't5'])
  expect(to('/next').at(-1)!.body).toEqual({ count: 2, resume: false })
})

test('work whose hold has ended is found when the page opens again, goes out late and once, and says what became of it', async () => {
  const { open, store, to } = await desk(0, ({ path }) => (path.endsWith('/tasks/t9') ? Response.json({ annotations: [{ counts: false }], leases: [] }) : undefined))
  await store.keepDraft('u', 't9', { labels: labels('good'), activeMs: 5, savedAt: 1, lease: 'l9', project: 'p', name: '9.png' })
  await store.keepDraft('u', 't10', { labels: labels('good'), activeMs: 5, savedAt: 1, lease: 'l10', project: 'another' })
  const again = open()
  await settle()
  expect(again.work.left).toMatchObject([{ task: 't9', name: '9.png', outcome: 'kept' }])
  again.submitLeft('t9')
  again.submitLeft('t9')
  await settle()
  expect(to('/submit').map((call) => call.body)).toEqual([{ lease: 'l9', labels: labels('good'), activeMs: 5 }])
  expect(again.work.left).toMatchObject([{ outcome: 'counted' }])
  expect(await store.draft('u', 't9')).toBeUndefined()
})

test('a draft of what was handed in from elsewhere goes without a word', async () => {
  const { open, store } = await desk(0, ({ path }) => (path.endsWith('/tasks/t9') ? Response.json({ annotations: [{ counts: true }], leases: [] }) : undefined))
  await store.keepDraft('u', 't9', { labels: labels('good'), activeMs: 5, savedAt: 1, lease: 'l9', project: 'p' })
  const again = open()
  await settle()
  expect(again.work.left).toEqual([])
  expect(await store.draft('u', 't9')).toBeUndefined()
})

test('a page that goes out of sight sends what it has before it may be gone, and once', async () => {
  const { bench, hide, pass, to } = await desk(3)
  bench.answer(labels('good'))
  hide()
  expect(to('/draft').map((call) => call.body.labels)).toEqual([labels('good')])
  await pass(5_000)
  hide()
  expect(to('/draft')).toHaveLength(1)
})

test('a task that the server sends back to be mended keeps the time that was spent on it', async () => {
  let once = true
  const refused = () => new Response(JSON.stringify({ code: 'does-not-conform', title: 'No.', violations: [] }), { status: 422 })
  const { bench, pass, to } = await desk(3, (call) => (call.path.endsWith('/t1/submit') && once ? ((once = false), refused()) : undefined))
  await pass(4_000)
  bench.submit()
  await pass(1_000)
  expect(current(bench.work)?.task.id).toBe('t1')
  await pass(2_000)
  bench.submit()
  await pass(0)
  expect(to('/t1/submit').map((call) => call.body.activeMs)).toEqual([4_000, 6_000])
})

/** A server that can be away, and gives out again what is held by the page that asks for all of it. */
async function offline(tasks: number, held: () => LeasedTask[] = () => []) {
  const state = { down: false }
  let first = true
  const it = await desk(tasks, ({ path, body }) => {
    if (state.down) throw new TypeError('Failed to fetch')
    if (!path.endsWith('/next') || !body.resume || first) return void (first &&= !path.endsWith('/next'))
    return Response.json({ tasks: held() })
  }, () => state.down)
  return { ...it, state }
}
const heldTask = (id: string, lease = `l${id.slice(1)}`): LeasedTask => ({ id, sample: { id: `s${id}`, externalId: id, url: `/s/${id}` }, specVersion: 1, lease: { id: lease, expiresAt: '2030-01-01T00:00:00Z' } })

test('without a network the page that is opened again goes on with what was held, and what was answered is not shown again', async () => {
  const { bench, open, state, to, packed } = await offline(10)
  expect([...packed.keys()]).toEqual(['t1', 't2', 't3'])
  state.down = true
  bench.answer(labels('half'))
  await settle()
  bench.close()
  expect(to('/release')).toEqual([])
  const again = open()
  await settle()
  expect(again.work.held.map((held) => held.task.id)).toEqual(['t1', 't2', 't3'])
  expect(current(again.work)).toMatchObject({ labels: labels('half'), origin: 'draft' })
  again.submit()
  await settle()
  expect([...packed.keys()]).toEqual(['t2', 't3'])
  again.close()
  const third = open()
  await settle()
  expect(third.work.held.map((held) => held.task.id)).toEqual(['t2', 't3'])
})

test('what was gone on with is confirmed when the server is back: each hold is asked of, and what is held under another is known by that', async () => {
  const { bench, open, state, to, courier } = await offline(3, () => [heldTask('t1', 'anew'), heldTask('t2'), heldTask('t3')])
  state.down = true
  bench.answer(labels('half'))
  await settle()
  bench.close()
  const again = open()
  await settle()
  state.down = false
  courier.reachable()
  again.reachable()
  await settle()
  expect(to('/next').at(-1)!.body.resume).toBe(true)
  expect(to('/extend').map((call) => call.path)).toEqual(expect.arrayContaining(['/tasks/t1/extend', '/tasks/t2/extend']))
  expect(current(again.work)).toMatchObject({ task: { id: 't1', lease: { id: 'anew' } }, labels: labels('half'), leaseLost: false })
  again.submit()
  await settle()
  expect(to('/submit').at(-1)!.body).toMatchObject({ lease: 'anew', labels: labels('half') })
})

test('of holds that ended without a network, what was begun is shown with that word, and what was not is left to others', async () => {
  const { bench, open, state, pass } = await offline(10)
  state.down = true
  bench.answer(labels('half'))
  await settle()
  bench.close()
  await pass(3_600_000)
  const again = open()
  await settle()
  expect(again.work.held).toMatchObject([{ task: { id: 't1' }, labels: labels('half'), leaseLost: true }])
})

test('what a page gave back while there was a network is not gone on with when there is none', async () => {
  const { bench, open, state, packed } = await offline(10)
  const before = new Map(packed)
  bench.close()
  before.forEach((task, id) => packed.set(id, task))
  state.down = true
  const again = open()
  await settle()
  expect(again.work.held.map((held) => held.task.id)).toEqual(['t1'])
})

test('what was handed in before a reload without a network and is refused since is told, can be looked at, and stays', async () => {
  let [isDown, isGone] = [false, false]
  const { bench, open, store, courier, pass } = await desk(3, ({ path }) => {
    if (isDown) return new Response('', { status: 503 })
    if (isGone && path.endsWith('/submit')) return Response.json({ status: 409, code: 'lease-lost', title: 'Somebody else did it.' }, { status: 409 })
    return path.endsWith('/tasks/t1') ? Response.json({ sample: { id: 's1', externalId: '1.png', url: '/s/1' }, annotations: [], leases: [] }) : undefined
  }, () => isDown)
  isDown = true
  bench.answer(labels('good'))
  bench.submit()
  await settle()
  bench.close()
  const again = open()
  await settle()
  ;[isDown, isGone] = [false, true]
  courier.reachable()
  again.reachable()
  await pass(60_000)
  await settle()
  expect(again.work.left).toMatchObject([{ task: 't1', outcome: 'refused', problem: { code: 'lease-lost' }, labels: labels('good') }])
  again.openLeft('t1')
  expect(current(again.work)).toBeUndefined()
  expect(openedLeft(again.work)).toMatchObject({ task: { id: 't1', sample: { url: '/s/1' } }, labels: labels('good') })
  again.forward()
  expect(openedLeft(again.work)).toBeUndefined()
  expect(await store.draft('u', 't1')).toMatchObject({ labels: labels('good') })
})
