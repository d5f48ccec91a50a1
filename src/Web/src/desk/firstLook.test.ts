import { expect, test } from 'vitest'
import { createFirstLook, tooSoonMs } from './firstLook'

function look() {
  let now = 0
  return { ...createFirstLook(() => now), pass: (ms: number) => void (now += ms) }
}

test('two presses in a row hand in one picture; after a look at the next, that too', () => {
  const { shown, isTooSoon, pass } = look()
  shown('a')
  pass(2_000)
  expect(isTooSoon('a', false)).toBe(false)
  shown('b')
  pass(tooSoonMs - 1)
  expect(isTooSoon('b', false)).toBe(true)
  pass(1)
  expect(isTooSoon('b', false)).toBe(false)
})

test('whoever has answered has seen it, however fast', () => {
  const { shown, isTooSoon, pass } = look()
  shown('a')
  pass(30)
  expect(isTooSoon('a', true)).toBe(false)
})

test('a picture drawn again, as a sharper one, has been there since it came', () => {
  const { shown, isTooSoon, pass } = look()
  shown('a')
  pass(tooSoonMs)
  shown('a')
  expect(isTooSoon('a', false)).toBe(false)
})

test('nothing has been looked at before it is on screen', () => {
  const { shown, isShown } = look()
  shown('a')
  expect([isShown('a'), isShown('b')]).toEqual([true, false])
})
