import { expect, test } from 'vitest'
import { createApi } from '../api/api'
import { emptyPack } from '../offline/pack'
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

/** A browser that keeps who was here, and whose clock moves when told. */
function browser() {
  const state = { signedIn: true, down: false, hangs: false, ended: 0, packed: undefined as typeof me | undefined, leaving: false }
  let pass = () => {}
  const api = createApi(async (_, init) => {
    if (state.down) throw new TypeError('Failed to fetch')
    if (state.hangs) return new Promise<Response>(() => {})
    if (init?.method === 'DELETE') (state.ended++, (state.signedIn = false))
    return state.signedIn ? Response.json(me) : Response.json({}, { status: 401 })
  })
  const open = () => createSession(() => api, {
    pack: { ...emptyPack, me: async () => state.packed, keepMe: async (one) => void (state.packed = one as typeof me), clear: async () => void (state.packed = undefined) },
    after: (_, run) => ((pass = run), () => (pass = () => {})),
    leaving: { read: () => state.leaving, write: (is) => void (state.leaving = is) },
  })
  return { state, open, pass: () => pass() }
}
const settle = () => new Promise((done) => setTimeout(done, 0))

test('without a network people go on as who they were, until the server says so', async () => {
  const { state, open } = browser()
  await open().find()
  state.down = true
  const reloaded = open()
  await reloaded.find()
  expect(reloaded.session).toEqual({ state: 'signedIn', me, unconfirmed: true })
  state.down = false
  await reloaded.find()
  expect(reloaded.session).toEqual({ state: 'signedIn', me })
})

test('a network that neither answers nor fails keeps nobody from their work for long', async () => {
  const { state, open, pass } = browser()
  await open().find()
  state.hangs = true
  const reloaded = open()
  void reloaded.find()
  await settle()
  expect(reloaded.session.state).toBe('unknown')
  pass()
  await settle()
  expect(reloaded.session).toMatchObject({ state: 'signedIn', unconfirmed: true })
})

test('a session that ended meanwhile is asked for over the page; at the door nothing of the person is left', async () => {
  const { state, open } = browser()
  await open().find()
  state.down = true
  const there = open()
  await there.find()
  Object.assign(state, { down: false, signedIn: false })
  await there.find()
  expect(there.session).toEqual({ state: 'expired', me })
  const door = open()
  await door.find()
  expect(door.session.state).toBe('signedOut')
  expect(state.packed).toBeUndefined()
})

test('who signs out without a network is signed out: nothing of them is left, and the server is told first of all', async () => {
  const { state, open } = browser()
  const here = open()
  await here.find()
  state.down = true
  await here.signOut()
  expect(here.session.state).toBe('signedOut')
  expect(state).toMatchObject({ packed: undefined, leaving: true, ended: 0 })
  const reloaded = open()
  await reloaded.find()
  expect(reloaded.session.state).toBe('signedOut')
  state.down = false
  await reloaded.find()
  expect(reloaded.session.state).toBe('signedOut')
  expect(state).toMatchObject({ leaving: false, ended: 1, packed: undefined })
})
