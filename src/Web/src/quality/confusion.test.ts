import { expect, test } from 'vitest'
import { classesOf, matrixOf, numbersOf, remarkable, type Confusions } from './confusion'

const cells = (...given: [string, string, number][]) => given.map(([decided, answered, count]) => ({ class: decided, answered, count }))
const given: Confusions = {
  classes: ['good', 'bad', 'green'],
  people: [
    { user: 'b', name: 'Ben', cells: cells(['good', 'good', 30], ['bad', 'bad', 28], ['bad', 'green', 1], ['green', 'green', 12]) },
    { user: 'c', name: 'Cleo', cells: cells(['good', 'good', 30], ['bad', 'bad', 18], ['bad', 'green', 11], ['green', 'green', 12], ['good', 'bad', 1]) },
  ],
}

test('cells add up over people', () => {
  expect(matrixOf(given)).toEqual([[60, 1, 0], [0, 46, 12], [0, 0, 24]])
  expect(matrixOf(given, 'b')[1]).toEqual([0, 28, 1])
})

test('who confuses two classes is named first, and a slip is not named', () => {
  const [first, ...rest] = remarkable(given)
  expect(first).toMatchObject({ name: 'Cleo', class: 'bad', answered: 'green', count: 11, of: 29 })
  expect(first!.share).toBeCloseTo(11 / 29)
  expect(first!.othersShare).toBeCloseTo(1 / 29)
  expect(rest).toEqual([])
})

test('what everybody does is no one person’s fault', () => {
  const both: Confusions = { classes: ['a', 'b'], people: ['x', 'y'].map((user) => ({ user, name: user, cells: cells(['a', 'a', 10], ['a', 'b', 10]) })) }
  expect(remarkable(both)).toEqual([])
})

test('of too many classes those are shown that occur and are mistaken most often, in the order of the spec', () => {
  const all = matrixOf(given)
  expect(classesOf(all, 10)).toEqual([0, 1, 2])
  expect(classesOf(all, 2)).toEqual([1, 2])
  expect(classesOf([[0, 0, 3], [0, 0, 0], [0, 0, 0]], 2)).toEqual([0, 2])
  expect(classesOf([[0, 0], [0, 0]], 1)).toEqual([])
})

test('a confusion of objects leads to the tasks that show it, as many as an address holds', () => {
  const cell = (tasks: number[]) => [{ class: 'bus', answered: 'car', count: tasks.length, tasks }]
  const drawn: Confusions = { classes: ['car', 'bus'], people: [{ user: 'b', name: 'Ben', cells: cell([4, 17]) }, { user: 'c', name: 'Cleo', cells: cell([17, 5]) }] }
  expect([numbersOf(drawn, 'bus', 'car'), numbersOf(drawn, 'bus', 'car', 'c'), numbersOf(drawn, 'car', 'bus')]).toEqual(['4,17,5', '17,5', undefined])
  const many: Confusions = { classes: ['car', 'bus'], people: [{ user: 'b', name: 'Ben', cells: cell(Array.from({ length: 90 }, (_, i) => 100_000 + i)) }] }
  expect(numbersOf(many, 'bus', 'car')!.length).toBeLessThanOrEqual(200)
})
