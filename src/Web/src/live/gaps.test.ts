import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { follow, throttle } from './gaps'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a missed event is noticed, a repeated one is not taken for a missed one', () => {
  expect(follow(null, 17)).toBe('next')
  expect(follow(17, 18)).toBe('next')
  expect(follow(17, 17)).toBe('repeat')
  expect(follow(17, 3)).toBe('repeat')
  expect(follow(17, 20)).toBe('gap')
})

test('a storm of events draws a few times, and the last state is drawn', () => {
  let [latest, drawn] = [0, [] as number[]]
  const draw = throttle(() => drawn.push(latest), 250, () => Date.now())
  for (let i = 1; i <= 100; i++) {
    latest = i
    draw()
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(500)
  expect(drawn.length).toBeLessThanOrEqual(6)
  expect(drawn.at(-1)).toBe(100)
})
