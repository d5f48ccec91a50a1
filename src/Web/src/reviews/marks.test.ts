import { expect, test } from 'vitest'
import { numbersOf, pinsOf, placeIn } from './marks'

const box = { id: 'o1', class: 'eye', shape: { box: [10, 20, 30, 40] } }
const span = { id: 'o2', class: 'who', shape: { span: [0, 3] } }

test('a mark is at the place it names, else at the corner of its object, else nowhere on the picture', () => {
  const marks = [{ object: 'o1', text: 'a', at: [12, 22] as const }, { object: 'o1', text: 'b' }, { object: 'gone', text: 'c' }, { object: 'o2', text: 'd' }, { object: 'gone', text: 'e', at: [1, 2] as const }]
  expect(pinsOf(marks, [box, span], new Set([1]))).toEqual([{ at: [12, 22], number: 1, done: false }, { at: [40, 20], number: 2, done: true }, { at: [1, 2], number: 5, done: false }])
  expect(numbersOf(marks).get('o1')).toEqual([1, 2])
})

test('a place is meant where the hand is on the object', () => {
  expect(placeIn(box, [15.04, 30])).toEqual([15, 30])
  expect(placeIn(box, [1, 1])).toBeUndefined()
  expect(placeIn(box, null)).toBeUndefined()
  expect(placeIn(span, [1, 1])).toBeUndefined()
})
