import { expect, test } from 'vitest'
import { reveal, scrolled, tallest, trackOf } from './scroll'

const seen = 600
const long = trackOf(47_000_000, seen)

test('a list that fits is scrolled as it is', () => {
  const short = trackOf(50_000, seen)
  expect(short.height).toBe(50_000)
  expect(scrolled(short, 0, 0, 40_000)).toBe(0)
})

test('small steps move a long list by as much as the track', () => {
  const base = scrolled(long, 0, 0, 4_000_000)
  expect(scrolled(long, base, 4_000_000, 4_000_100)).toBe(base)
})

test('a leap goes to the same share of the list, and the ends are reached', () => {
  const at = 4_000_000
  expect(at + scrolled(long, 0, 0, at)).toBeCloseTo((at / (tallest - seen)) * (47_000_000 - seen), -2)
  expect(tallest - seen + scrolled(long, 0, 0, tallest - seen)).toBe(47_000_000 - seen)
  expect(scrolled(long, 39_000_000, tallest - seen, 0)).toBe(0)
})

test('every row of a long list can be revealed', () => {
  for (const row of [0, 1, 17, 100_000, 123_456, 246_000]) {
    const { at, base } = reveal(long, 0, 0, row * 190, 190)
    expect(at).toBeGreaterThanOrEqual(0)
    expect(at).toBeLessThanOrEqual(tallest - seen)
    expect(row * 190).toBeGreaterThanOrEqual(at + base - 1)
    expect(row * 190 + 190).toBeLessThanOrEqual(at + base + seen + 1)
  }
})
