import { expect, test } from 'vitest'
import { activeMs, evolveTime, startTiming, type Moment } from './activeTime'

const after = (moments: Moment[], at: number, visible = true) =>
  activeMs(moments.reduce(evolveTime, startTiming(0, visible)), at)

test('work without a pause counts in full', () => {
  const moments: Moment[] = Array.from({ length: 100 }, (_, i) => ({ at: i * 5_000, type: 'input' }))
  expect(after(moments, 500_000)).toBe(500_000)
})

test('a break counts for its first minute only', () => {
  expect(after([{ at: 10_000, type: 'input' }, { at: 3_600_000, type: 'input' }], 3_605_000)).toBe(75_000)
})

test('a hidden tab does not count, and what was counted before it stays', () => {
  expect(after([{ at: 10_000, type: 'hidden' }, { at: 40_000, type: 'visible' }], 45_000)).toBe(15_000)
})

test('coming back to the tab is not yet an input', () => {
  expect(after([{ at: 10_000, type: 'hidden' }, { at: 100_000, type: 'visible' }], 130_000)).toBe(10_000)
})

test('asking does not count as working, however often', () => {
  const moments: Moment[] = Array.from({ length: 50 }, (_, i) => ({ at: i * 10_000, type: 'asked' }))
  expect(after(moments, 500_000)).toBe(60_000)
})

test('a clock that steps back takes nothing away and adds nothing', () => {
  expect(after([{ at: 20_000, type: 'input' }, { at: 5_000, type: 'input' }], 20_000)).toBe(20_000)
})

test('a resumed draft goes on from its time', () => {
  expect(activeMs(startTiming(1_000, true, 42_000), 3_000)).toBe(44_000)
})
