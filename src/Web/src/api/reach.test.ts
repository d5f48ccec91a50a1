import { expect, test } from 'vitest'
import { askEveryMs, createReach } from './reach'

/** A server that is up or not, and a clock that moves only when told. */
function world() {
  const state = { up: false, asked: 0, now: 0 }
  let timer: { at: number; run: () => void } | undefined
  const reach = createReach({
    ask: async () => (state.asked++, state.up),
    after: (ms, run) => ((timer = { at: state.now + ms, run }), () => (timer = undefined)),
    chance: () => 0,
  })
  const told: string[] = []
  reach.subscribe(() => told.push(reach.away ? 'away' : 'here'))
  reach.onBack(() => told.push('back'))
  const pass = async (ms: number) => {
    for (const end = state.now + ms; timer && timer.at <= end; await new Promise((done) => setTimeout(done))) {
      const { at, run } = timer
      timer = undefined
      state.now = at
      run()
    }
  }
  return { reach, state, told, pass }
}

test('a server that came back is noticed within a second, and once', async () => {
  const { reach, state, told, pass } = world()
  reach.heard(false)
  await pass(60_000)
  expect(told).toEqual(['away'])
  state.up = true
  await pass(1_000)
  expect(told).toEqual(['away', 'here', 'back'])
  const asked = state.asked
  await pass(60_000)
  expect(state.asked).toBe(asked)
})

test('any answer says that the server is there', () => {
  const { reach, told } = world()
  reach.heard(false)
  reach.heard(false)
  reach.heard(true)
  expect(told).toEqual(['away', 'here', 'back'])
})

test('a hint is looked into before anybody is told', async () => {
  const { reach, state, told, pass } = world()
  state.up = true
  reach.check()
  await pass(1)
  await new Promise((done) => setTimeout(done))
  expect(told).toEqual([])
  state.up = false
  reach.check()
  await new Promise((done) => setTimeout(done))
  expect(told).toEqual(['away'])
  state.up = true
  await pass(askEveryMs)
  expect(told.at(-1)).toBe('back')
})
