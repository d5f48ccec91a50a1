import { expect, test } from 'vitest'
import type { Problem } from '../api/api'
import { emptyOutbox, evolveOutbox, meansOf, sayOutbox, toSend, type Outgoing, type OutboxEvent } from './outbox'

const item = (number: number): Outgoing => ({
  key: `k${number}`, user: 'u', project: 'p', task: `t${number}`, kind: 'submit', path: `/tasks/t${number}/submit`, body: {}, number,
})
const problem = (status: number, more: Partial<Problem> = {}): Problem => ({ status, code: String(status), title: '', ...more })
const failed = (key: string, at: number, why = problem(0)): OutboxEvent => ({ type: 'failed', key, problem: why, at, chance: 0 })
const play = (events: OutboxEvent[]) => events.reduce(evolveOutbox, emptyOutbox)

test('commands go out in the order they were given, one at a time', () => {
  const both: OutboxEvent[] = [{ type: 'queued', item: item(2) }, { type: 'found', items: [item(1)] }]
  expect(toSend(play(both), 0)?.key).toBe('k1')
  expect(toSend(play([...both, { type: 'sending', key: 'k1' }]), 0)).toBeUndefined()
  expect(toSend(play([...both, { type: 'sending', key: 'k1' }, { type: 'delivered', key: 'k1' }]), 0)?.key).toBe('k2')
})

test('a refused command does not hold up the next', () => {
  const outbox = play([
    { type: 'queued', item: item(1) }, { type: 'queued', item: item(2) },
    { type: 'sending', key: 'k1' }, { type: 'refused', key: 'k1', problem: problem(409) },
  ])
  expect(toSend(outbox, 0)?.key).toBe('k2')
})

test('without a network the command stays first in line and waits longer each time', () => {
  let outbox = play([{ type: 'queued', item: item(1) }, { type: 'queued', item: item(2) }])
  const waits: number[] = []
  for (let i = 0, now = 0; i < 9; i++) {
    outbox = evolveOutbox(evolveOutbox(outbox, { type: 'sending', key: 'k1' }), failed('k1', now))
    waits.push(outbox.notBefore - now)
    expect(toSend(outbox, now)).toBeUndefined()
    now = outbox.notBefore
    expect(toSend(outbox, now)?.key).toBe('k1')
  }
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
})

test('a server that says when to come back is listened to', () => {
  const outbox = play([{ type: 'queued', item: item(1) }, failed('k1', 1_000, problem(503, { retryAfter: 4 }))])
  expect(outbox.notBefore).toBe(5_000)
})

test('the network coming back ends the wait', () => {
  const outbox = play([{ type: 'queued', item: item(1) }, failed('k1', 0), { type: 'reachable' }])
  expect(toSend(outbox, 1)?.key).toBe('k1')
})

test('an ended sign-in keeps everything until the person is back', () => {
  const out = play([{ type: 'queued', item: item(1) }, { type: 'sending', key: 'k1' }, failed('k1', 0, problem(401))])
  expect(toSend(out, 1e12)).toBeUndefined()
  expect(sayOutbox(out)).toBe('1 waiting for you to sign in')
  expect(toSend(evolveOutbox(out, { type: 'signedIn' }), 0)?.key).toBe('k1')
})

test.each([[0, 'failed'], [401, 'failed'], [429, 'failed'], [500, 'failed'], [503, 'failed'], [403, 'refused'], [404, 'refused'], [409, 'refused'], [422, 'refused']])(
  'an answer %i means %s', (status, means) => {
    expect(meansOf(problem(status))).toBe(means)
  })

test('the status is said in a few words', () => {
  expect(sayOutbox(emptyOutbox)).toBe('Saved')
  expect(sayOutbox(play([{ type: 'keeping' }]))).toBe('1 waiting')
  expect(sayOutbox(play([{ type: 'keeping' }, { type: 'queued', item: item(1) }]))).toBe('1 waiting')
  expect(sayOutbox(play([{ type: 'queued', item: item(1) }, { type: 'queued', item: item(2) }]))).toBe('2 waiting')
  expect(sayOutbox(play([{ type: 'queued', item: item(1) }, failed('k1', 0)]))).toBe('Offline · 1 waiting')
})

test('a command found again after a reload is not in line twice', () => {
  expect(play([{ type: 'queued', item: item(1) }, { type: 'found', items: [item(1)] }]).waiting).toHaveLength(1)
})
