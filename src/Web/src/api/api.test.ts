import { expect, test } from 'vitest'
import { createApi, isPassing } from './api'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => async () =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers })

test('a refusal arrives with its code, its words and every violation', async () => {
  const violations = [{ pointer: '/properties/grade', code: 'missing-property', message: "'grade' must be answered." }]
  const api = createApi(answer(422, { code: 'does-not-conform', title: 'No', detail: 'Not so.', violations }))
  const reply = await api.post('/tasks/1/submit', {})
  expect(reply).toEqual({
    ok: false,
    problem: { status: 422, code: 'does-not-conform', title: 'No', detail: 'Not so.', violations, retryAfter: undefined },
  })
})

test('a page of a proxy instead of a problem still says something a person understands', async () => {
  const api = createApi(async () => new Response('<html>Bad gateway</html>', { status: 502 }))
  const reply = await api.get('/projects')
  expect(reply.ok).toBe(false)
  if (!reply.ok) {
    expect(reply.problem.title).toContain('Try again')
    expect(isPassing(reply.problem)).toBe(true)
  }
})

test('no network is a refusal that passes, not an exception', async () => {
  const api = createApi(async () => {
    throw new TypeError('Failed to fetch')
  })
  const reply = await api.get('/me')
  expect(!reply.ok && isPassing(reply.problem)).toBe(true)
})

test('a body larger than the server has said it takes is not sent, and is refused for good', async () => {
  let sent = 0
  const api = createApi(async () => {
    sent++
    return new Response('{}')
  }, undefined, undefined, () => 3 * 2 ** 20)
  const body = (count: number, letter: string) => ({ words: letter.repeat(count) })
  expect((await api.post('/x', body(2 ** 20 - 20, '한'))).ok).toBe(true)
  const reply = await api.post('/x', body(2 ** 20, '한'))
  expect(!reply.ok && [reply.problem.status, reply.problem.code, isPassing(reply.problem), reply.problem.title.includes('3 MB')]).toEqual([413, 'too-large', false, true])
  expect((await api.put('/x', body(3 * 2 ** 20, 'a'))).ok).toBe(false)
  expect(sent).toBe(1)
})

test('every request proves that it comes from this client, and a POST carries its own key', async () => {
  const seen: Record<string, string>[] = []
  const api = createApi(async (_, init) => {
    seen.push(init?.headers as Record<string, string>)
    return new Response('{}')
  })
  await api.post('/tasks/1/submit', {}, { key: 'k1' })
  await api.post('/projects', {})
  await api.get('/me')
  expect(seen.every((headers) => headers['X-Labelwise-Client'] === 'web')).toBe(true)
  expect(seen[0]!['Idempotency-Key']).toBe('k1')
  expect(seen[1]!['Idempotency-Key']).toMatch(/^[0-9a-f-]{36}$/)
})

test('an ended session is told once a call finds out, but a wrong password is not one', async () => {
  let ended = 0
  const api = createApi(answer(401, { code: 'signed-out' }), () => ended++)
  await api.post('/sessions', {})
  expect(ended).toBe(0)
  await api.get('/me')
  expect(ended).toBe(1)
})

test('how long to wait is read from the header when the body does not say', async () => {
  const api = createApi(answer(429, {}, { 'Retry-After': '7' }))
  const reply = await api.post('/sessions', {})
  expect(!reply.ok && reply.problem.retryAfter).toBe(7)
})
