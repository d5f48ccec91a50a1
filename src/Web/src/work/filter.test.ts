import { expect, test } from 'vitest'
import { bodyOf, queryOf, readFilter, tasksAt } from './filter'

test('a filter survives its address', () => {
  const filter = { state: 'REVIEWED', class: 'A & B', disputed: 'true' }
  expect(readFilter(new URLSearchParams(queryOf(filter)))).toEqual(filter)
  expect(tasksAt('p', {})).toBe('/projects/p/work')
})

test('in a body numbers are numbers and truths are truths', () => {
  expect(bodyOf({ minConfidence: '0.5', waiting: 'false', q: '1' })).toEqual({ minConfidence: 0.5, waiting: false, q: '1' })
})
