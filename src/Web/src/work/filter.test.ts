import { expect, test } from 'vitest'
import { readSpec } from '../specs/spec'
import { answerGroups, bodyOf, chooseAnswer, chooseObjects, chosenAnswer, chosenObjects, isOfObject, noObjects, queryOf, readFilter, tasksAt, type TaskFilter } from './filter'

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

test('answers of the sample and of each class of objects can be asked for, and those of objects ask for their class', () => {
  const colour = { name: 'colour', type: 'option', options: ['red', 'blue'], required: false }
  const groups = answerGroups(readSpec({
    classes: [{ name: 'car', shape: 'box', properties: [colour, { name: 'plate', type: 'text' }] }, { name: 'bus', shape: 'box', properties: [colour] }],
    properties: [{ name: 'scene', type: 'option', options: ['day', 'night'], required: true }, { name: 'blurred', type: 'boolean' }],
  }), 'yes', 'no')
  expect(groups.map(({ of, question, choices }) => [of, question, choices.map((one) => one.text).join(' ')])).toEqual([[undefined, 'blurred', 'yes no'], ['car', 'colour', 'red blue'], ['bus', 'colour', 'red blue']])
  const choose = (filter: TaskFilter, value: string) => ({ ...filter, ...chooseAnswer(filter, groups, value) })
  const blue = choose({ state: 'REVIEWED', maxObjects: '0' }, groups[2]!.choices[1]!.value)
  expect(queryOf(blue)).toBe('state=REVIEWED&object=bus&answer=colour%3Ablue')
  expect([chosenAnswer(blue, groups), isOfObject(blue, groups)]).toEqual([groups[2]!.choices[1]!.value, true])
  const blurred = choose({ object: 'car' }, groups[0]!.choices[0]!.value)
  expect(queryOf(blurred)).toBe('object=car&answer=blurred%3Atrue')
  expect(isOfObject(blurred, groups)).toBe(false)
  expect(queryOf(choose(blurred, ''))).toBe('object=car')
})
