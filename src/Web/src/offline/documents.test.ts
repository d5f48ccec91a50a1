import { expect, test } from 'vitest'
import { createApi } from '../api/api'
import { isTakenAlong, takeAlong } from './documents'
import { emptyPack, type Pack } from './pack'

const me = { id: 'ben', email: 'ben@example.org', name: 'Ben', admin: false }

function desk() {
  const state = { down: false, confirmed: true, version: 1, asked: 0 }
  const kept = new Map<string, unknown>()
  const pack: Pack = { ...emptyPack, document: async (user, path) => kept.get(`${user} ${path}`), keepDocument: async (user, path, value) => void kept.set(`${user} ${path}`, value) }
  const api = createApi(async () => {
    state.asked++
    if (state.down) throw new TypeError('Failed to fetch')
    return Response.json({ version: state.version })
  })
  return { state, kept, documents: takeAlong({ api, pack, who: () => ({ me, confirmed: state.confirmed }) }) }
}

test.each([
  ['/projects/p', true], ['/projects/p/spec', true], ['/projects/p/spec?version=3', true], ['/projects/p/guideline', true], ['/projects/p/practice/standing', true], ['/me/work', true],
  ['/projects', false], ['/projects/p/members', false], ['/projects/p/tasks', false], ['/tasks/t', false], ['/users', false], ['/me/tokens', false],
])('%s is taken along: %s', (path, is) => {
  expect(isTakenAlong(path)).toBe(is)
})

test('what the server said last is there without it, and is known to be old until it says so again', async () => {
  const { state, documents } = desk()
  await documents.get('/projects/p/spec')
  state.down = true
  expect(await documents.get('/projects/p/spec')).toEqual({ ok: true, value: { version: 1 } })
  expect(documents.isOld('/projects/p/spec')).toBe(true)
  state.down = false
  state.version = 2
  expect(await documents.get('/projects/p/spec')).toMatchObject({ ok: true, value: { version: 2 } })
  expect(documents.isOld('/projects/p/spec')).toBe(false)
})

test('what was never here, or is not taken along, fails as it did', async () => {
  const { state, documents, kept } = desk()
  await documents.get('/projects/p/members')
  state.down = true
  expect(await documents.get('/projects/p/members')).toMatchObject({ ok: false, problem: { status: 0 } })
  expect(await documents.get('/projects/p/spec')).toMatchObject({ ok: false, problem: { status: 0 } })
  expect(kept.size).toBe(0)
})

test('until the server has said who is here it is not waited for', async () => {
  const { state, documents } = desk()
  await documents.get('/projects/p')
  const { asked } = state
  state.confirmed = false
  expect(await documents.get('/projects/p')).toMatchObject({ ok: true })
  expect(state.asked).toBe(asked)
})
