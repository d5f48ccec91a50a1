import { expect, test } from 'vitest'
import { bodyOf, chooseObjects, chosenObjects, noObjects, queryOf, readFilter, tasksAt, type TaskFilter } from './filter'

test('a filter survives its address', () => {
  const filter = { state: 'REVIEWED', class: 'A & B', disputed: 'true' }
  expect(readFilter(new URLSearchParams(queryOf(filter)))).toEqual(filter)
  expect(tasksAt('p', {})).toBe('/projects/p/work')
})

test('in a body numbers are numbers and truths are truths', () => {
  expect(bodyOf({ minConfidence: '0.5', waiting: 'false', q: '1' })).toEqual({ minConfidence: 0.5, waiting: false, q: '1' })
})

test('how many objects a label holds stands in the address as it was asked, and in a body as numbers', () => {
  const filter = { object: 'wind turbine', minObjects: '2', maxObjects: '0' }
  expect(readFilter(new URLSearchParams(queryOf(filter)))).toEqual(filter)
  expect(bodyOf(filter)).toEqual({ object: 'wind turbine', minObjects: 2, maxObjects: 0 })
})

test('labels that hold nothing are chosen as a class is, and whatever is chosen next asks what it says', () => {
  const choose = (filter: TaskFilter, chosen: string) => ({ ...filter, ...chooseObjects(filter, chosen) })
  const none = choose({ state: 'REVIEWED', object: 'car', minObjects: '3' }, noObjects)
  expect(queryOf(none)).toBe('state=REVIEWED&maxObjects=0')
  expect(chosenObjects(none)).toBe(noObjects)
  expect(queryOf(choose(none, 'car'))).toBe('state=REVIEWED&object=car')
  expect(queryOf(choose(none, ''))).toBe('state=REVIEWED')
})

test('bounds stay where another class is chosen: none of one class is not none at all', () => {
  const few: TaskFilter = { object: 'car', maxObjects: '0' }
  expect(chosenObjects(few)).toBe('car')
  expect({ ...few, ...chooseObjects(few, 'bus') }).toEqual({ object: 'bus', maxObjects: '0' })
  expect(chosenObjects({ minObjects: '0', maxObjects: '0' })).toBe('')
})
