import { expect, test } from 'vitest'
import { durationOf, isPipeline, minutesOf, type Pipeline } from './pipeline'

test.each([['PT15M', 15], ['PT1H30M', 90], ['PT90S', 1.5], ['PT0.5H', 30]])('%s is %d minutes', (duration, minutes) => {
  expect(minutesOf(duration)).toBe(minutes)
})

test('a duration in days is left to the JSON view', () => {
  expect(minutesOf('P1D')).toBeUndefined()
  expect(minutesOf('PT')).toBeUndefined()
})

test('minutes are written so that they read back', () => {
  for (const minutes of [0.5, 1, 15, 90]) expect(minutesOf(durationOf(minutes))).toBe(minutes)
})

test('no picture is made of a pipeline that is half typed', () => {
  const whole = { redundancy: {}, autoAccept: {}, review: {}, quality: {}, lease: 'PT15M' } as Partial<Pipeline>
  expect(isPipeline(whole)).toBe(true)
  expect(isPipeline({})).toBe(false)
  expect(isPipeline({ ...whole, review: undefined })).toBe(false)
})
