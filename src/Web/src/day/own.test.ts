import { expect, test } from 'vitest'
import { acceptedRate, cropOf, quickening } from './own'

const period = (meanActiveMs: number | undefined, answers = 10) => ({ from: '', answers, meanActiveMs })

test('the accepted rate is of what was looked at, and unknown before', () => {
  expect(acceptedRate({ submitted: 50, accepted: 9, rejected: 1 })).toBe(0.9)
  expect(acceptedRate({ submitted: 50 })).toBeUndefined()
})

test('speed is held against oneself: the latest work beside the first', () => {
  expect(quickening([period(4000), period(3000), period(2000)])).toBe(0.5)
  expect(quickening([period(2000), period(undefined), period(3000)])).toBe(-0.5)
  expect(quickening([period(2000)])).toBeUndefined()
  expect(quickening([period(2000), period(1000, 0)])).toBeUndefined()
  expect(quickening()).toBeUndefined()
})

test('a place is shown with room around it, inside the picture', () => {
  expect(cropOf([100, 100, 40, 30], { width: 640, height: 480 })).toEqual([80, 85, 80, 60])
  expect(cropOf([0, 0, 4, 4], { width: 640, height: 480 })).toEqual([0, 0, 80, 60])
  expect(cropOf([630, 470, 10, 10], { width: 640, height: 480 })).toEqual([560, 420, 80, 60])
  expect(cropOf([0, 0, 640, 480], { width: 640, height: 480 })).toEqual([0, 0, 640, 480])
})
