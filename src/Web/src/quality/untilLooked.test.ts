import { expect, test } from 'vitest'
import { untilLooked } from './untilLooked'

test('what is not all looked at is asked for again, and nothing else', () => {
  expect(untilLooked({ complete: false })).toBeGreaterThan(0)
  expect(untilLooked({ complete: true })).toBeUndefined()
  expect(untilLooked(undefined)).toBeUndefined()
})
