import { expect, test } from 'vitest'
import { createApi } from '../api/api'
import { createSession } from './session'

const me = { id: 'u', email: 'a@example.org', name: 'A', admin: false }

function server() {
  const state = { signedIn: false, down: false }
  const store = createSession(() => api)
  const api = createApi(async (path, init) => {
    if (state.down) throw new TypeError('Failed to fetch')
    if (String(path).endsWith('/sessions')) {
      const right = String(init?.body).includes('right')
      state.signedIn ||= right
      return right ? Response.json({}) : Response.json({ code: 'wrong-credentials', title: 'Wrong e-mail or password.' }, { status: 401 })
    }
    return state.signedIn ? Response.json(me) : Response.json({}, { status: 401 })
  }, () => store.ended())
  return { state, store, api }
}

test('a stranger is asked to sign in, and is told what is wrong', async () => {
  const { store } = server()
  await store.find()
  expect(store.session.state).toBe('signedOut')
  expect((await store.signIn('a@example.org', 'wrong'))?.code).toBe('wrong-credentials')
  expect(store.session.state).toBe('signedOut')
  expect(await store.signIn('a@example.org', 'right')).toBeUndefined()
  expect(store.session).toEqual({ state: 'signedIn', me })
})

test('a session that ends in the middle of work keeps the page and the person', async () => {
  const { state, store, api } = server()
  await store.signIn('a@example.org', 'right')
  state.signedIn = false
  await api.get('/projects')
  expect(store.session).toEqual({ state: 'expired', me })
  await store.signIn('a@example.org', 'right')
  expect(store.session).toEqual({ state: 'signedIn', me })
})

test('a server that is down does not sign anybody out', async () => {
  const { state, store } = server()
  await store.signIn('a@example.org', 'right')
  state.down = true
  await store.find()
  expect(store.session.state).toBe('signedIn')
})
