import { expect, test } from 'vitest'
import { createLive } from './live'

/** A hub whose events and breaks are told by hand. */
function hub() {
  const on = new Map<string, (body: unknown) => void>()
  const invoked: string[] = []
  let reconnected = () => {}
  const connection = {
    on: (name: string, run: (body: unknown) => void) => on.set(name, run),
    onreconnecting: () => {}, onclose: () => {}, onreconnected: (run: () => void) => (reconnected = run),
    start: async () => {}, invoke: async (name: string, project: string) => void invoked.push(`${name} ${project}`),
  }
  const tell = (name: string, seq: number) => on.get(name)!({ project: 'p', seq })
  return { live: createLive(() => {}, async () => connection as never), tell, invoked, breakAndReturn: () => reconnected() }
}
const settle = () => new Promise((done) => setTimeout(done, 0))

test('events reach who watches, and a gap says to read again', async () => {
  const { live, tell, invoked } = hub()
  const told: string[] = []
  live.watch('p', { event: ({ name, seq }) => told.push(`${name} ${seq}`), missed: () => told.push('missed') })
  await settle()
  told.length = 0
  for (const seq of [4, 5, 5, 8]) tell('progress', seq)
  expect(invoked).toEqual(['watch p'])
  expect(told).toEqual(['progress 4', 'progress 5', 'missed', 'progress 8'])
})

test('after a break the project is watched again and everything is read again', async () => {
  const { live, tell, invoked, breakAndReturn } = hub()
  let missed = 0
  live.watch('p', { event: () => {}, missed: () => missed++ })
  await settle()
  tell('progress', 100)
  breakAndReturn()
  await settle()
  expect(invoked).toEqual(['watch p', 'watch p'])
  expect(missed).toBe(2)
})

test('nobody watching any more is told to the hub', async () => {
  const { live, invoked } = hub()
  const [stop, stopOther] = [live.watch('p', { event: () => {}, missed: () => {} }), live.watch('p', { event: () => {}, missed: () => {} })]
  await settle()
  stop()
  await settle()
  expect(invoked).toEqual(['watch p'])
  stopOther()
  await settle()
  expect(invoked).toEqual(['watch p', 'unwatch p'])
})
