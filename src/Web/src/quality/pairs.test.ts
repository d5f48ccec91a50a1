import { expect, test } from 'vitest'
import { isFew, leastFirst, measureOf, type Pair } from './pairs'

const pair = (one: string, other: string, kappa: number | null, items: number, shapes: Partial<Pair> = {}): Pair => ({ one, other, kappa, items, matched: 0, ...shapes })

test('who agrees least with the others stands first, each pair weighing by what it has in common', () => {
  expect(leastFirst([pair('a', 'b', 0.9, 100), pair('a', 'c', 0.2, 50), pair('b', 'c', 0, 1)])).toEqual(['c', 'a', 'b'])
  expect(leastFirst([pair('b', 'a', null, 3)])).toEqual(['a', 'b'])
})

test('where nobody classified a whole sample shapes tell pairs apart', () => {
  const drawn = pair('a', 'b', null, 0, { matched: 12, meanIou: 0.8 })
  expect([measureOf([drawn]), measureOf([drawn, pair('a', 'c', 0.4, 3)])]).toEqual(['meanIou', 'kappa'])
  expect([isFew(drawn, true), isFew(drawn, false)]).toEqual([false, true])
})
