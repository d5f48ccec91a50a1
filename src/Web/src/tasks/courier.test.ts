import { expect, test } from 'vitest'
import { createApi } from '../api/api'
import { inMemory } from './browserStore'
import { openCourier } from './courier'
import { sayOutbox } from './outbox'

/** A server behind a wire that can be cut, with a clock that moves only when told. */
function world() {
  const heard: { path: string; key: string }[] = []
  const timers: { at: number; run: () => void }[] = []
  const state = { cut: false, loseReply: false, status: 200, code: 'x', now: 0 }
  const api = createApi(async (path, init) => {
    if (state.cut) throw new TypeError('Failed to fetch')
    heard.push({ path: String(path), key: (init?.headers as Record<string, string>)['Idempotency-Key']! })
    if (state.loseReply) throw new TypeError('Connection reset')
    return new Response(JSON.stringify({ code: state.code }), { status: state.status })
  })
  const after = (ms: number, run: () => void) => {
    const timer = { at: state.now + ms, run }
    timers.push(timer)
    return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
  }
  const pass = async (ms: number) => {
    state.now += ms
    for (const timer of timers.splice(0, timers.length)) timer.at <= state.now ? timer.run() : timers.push(timer)
    await settle()
  }
  return { heard, state, pass, world: { api, store: inMemory(), now: () => state.now, chance: () => 0, after } }
}

test('what the server takes in no case is told and not sent again', async () => {
  const { heard, state, pass, world: it } = world()
  const courier = await openCourier('u', it)
  const told: unknown[] = []
  courier.onOutcome((item, outcome) => told.push([item.key, outcome.ok]))
  Object.assign(state, { status: 413, code: 'too-large' })
  await courier.give(submit(1))
  await settle()
  await pass(60_000)
  expect([told, heard.length, courier.outbox.waiting.length]).toEqual([[['k1', false]], 1, 0])
  expect(await it.store.draft('u', 't1')).toBeDefined()
})

const settle = () => new Promise((done) => setTimeout(done, 0))
const submit = (number: number) => ({ key: `k${number}`, project: 'p', task: `t${number}`, kind: 'submit' as const, path: `/tasks/t${number}/submit`, body: { labels: { objects: [], properties: { a: 'b' } }, activeMs: 3 } })

test('answers given offline go out once each and in order when the network is back', async () => {
  const { heard, state, pass, world: it } = world()
  const courier = await openCourier('u', it)
  state.cut = true
  for (const number of [1, 2, 3]) await courier.give(submit(number))
  await settle()
  expect(sayOutbox(courier.outbox)).toBe('Offline · 3 waiting')
  state.cut = false
  await pass(60_000)
  expect(heard.map((one) => one.key)).toEqual(['k1', 'k2', 'k3'])
  expect(sayOutbox(courier.outbox)).toBe('Saved')
})

test('a lost reply is repeated with the same key', async () => {
  const { heard, state, pass, world: it } = world()
  const courier = await openCourier('u', it)
  state.loseReply = true
  await courier.give(submit(1))
  await settle()
  state.loseReply = false
  await pass(60_000)
  expect(heard.map((one) => one.key)).toEqual(['k1', 'k1'])
})

test('an answer not sent before the browser was closed is sent by the next page', async () => {
  const { heard, state, world: it } = world()
  state.cut = true
  const first = await openCourier('u', it)
  await first.give(submit(1))
  await settle()
  first.close()
  state.cut = false
  await openCourier('u', it)
  await settle()
  expect(heard.map((one) => one.key)).toEqual(['k1'])
})

test('another person signing in at the same browser does not send it in their name', async () => {
  const { heard, state, world: it } = world()
  state.cut = true
  const first = await openCourier('u', it)
  await first.give(submit(1))
  await settle()
  first.close()
  state.cut = false
  await openCourier('another', it)
  await settle()
  expect(heard).toEqual([])
})

test('an ended sign-in loses nothing: after signing in, the answers go out', async () => {
  const { heard, state, world: it } = world()
  const courier = await openCourier('u', it)
  state.status = 401
  await courier.give(submit(1))
  await courier.give(submit(2))
  await settle()
  state.status = 200
  courier.signedIn()
  await settle()
  expect(heard.map((one) => one.key)).toEqual(['k1', 'k1', 'k2'])
  expect(sayOutbox(courier.outbox)).toBe('Saved')
})

test('a refusal is told with its reason and does not stop the rest', async () => {
  const { state, world: it } = world()
  const courier = await openCourier('u', it)
  const told: string[] = []
  courier.onOutcome((item, outcome) => told.push(`${item.key} ${outcome.ok ? 'ok' : outcome.problem.code}`))
  Object.assign(state, { status: 409, code: 'lease-lost' })
  await courier.give(submit(1))
  await settle()
  state.status = 200
  await courier.give(submit(2))
  await settle()
  expect(told).toEqual(['k1 lease-lost', 'k2 ok'])
  expect(await it.store.queued('u')).toEqual([])
  expect(await it.store.draft('u', 't1')).toMatchObject({ labels: { properties: { a: 'b' } }, activeMs: 3 })
})

test('a browser that has no room left still sends the answer', async () => {
  const { heard, world: it } = world()
  const full = { ...it.store, queue: () => Promise.reject(new DOMException('', 'QuotaExceededError')) }
  await (await openCourier('u', { ...it, store: full })).give(submit(1))
  await settle()
  expect(heard.map((one) => one.key)).toEqual(['k1'])
})
