import { expect, test } from 'vitest'
import { countOf, extend, extendFrom, isPicked, mostPicked, namesOf, nothing, stillPicked, toggle, type Selection } from './selection'

test('a second touch takes a task out again', () => {
  const once = toggle(nothing, 7)
  expect(isPicked(once, 7)).toBe(true)
  expect(countOf(toggle(once, 7), 100)).toBe(0)
})

test('a range goes from the place touched last, either way', () => {
  const picked = extend(toggle(nothing, 10), 14)
  expect([...(picked.kind === 'some' ? picked.places : [])].sort((a, b) => a - b)).toEqual([10, 11, 12, 13, 14])
  expect(placesOf(extend(picked, 8))).toEqual([8, 9, 10])
})

test('a range drawn too far is taken back, and what was picked before it stays', () => {
  const picked = toggle(toggle(nothing, 2), 12)
  const far = extend(picked, 20)
  expect(countOf(far, 100)).toBe(10)
  expect(placesOf(extend(far, 13))).toEqual([2, 12, 13])
  expect(placesOf(toggle(extend(far, 13), 13))).toEqual([2, 12])
})

test('by keys a range begins where one stands, and goes on where it ended', () => {
  const first = extendFrom(extendFrom(nothing, 3, 4), 4, 5)
  expect(placesOf(first)).toEqual([3, 4, 5])
  expect(placesOf(extendFrom(first, 5, 4))).toEqual([3, 4])
  expect(placesOf(extendFrom(first, 9, 10))).toEqual([3, 4, 5, 9, 10])
  expect(placesOf(extendFrom(toggle(nothing, 7), 7, 8))).toEqual([7, 8])
})

test('of a range too long to be meant by name the part at the place touched last is picked', () => {
  const picked = extend(toggle(nothing, 500_000), 0)
  expect([isPicked(picked, 500_000), isPicked(picked, 500_001 - mostPicked), isPicked(picked, 500_000 - mostPicked)]).toEqual([true, true, false])
})

const placesOf = (selection: Selection) => (selection.kind === 'some' ? [...selection.places].sort((a, b) => a - b) : 'all')

test('by name no more can be meant than the server takes', () => {
  expect(countOf(extend(toggle(nothing, 0), 1_000_000), 1_000_001)).toBe(mostPicked)
})

test('touching one of all starts over with that one', () => {
  expect(countOf({ kind: 'all' }, 42)).toBe(42)
  expect(countOf(toggle({ kind: 'all' }, 3), 42)).toBe(1)
})

test('what was picked stays what it was, whatever stands at its place later', () => {
  const first = toggle(nothing, 1)
  const names = namesOf(first, new Map(), (place) => ['a', 'b', 'c'][place])
  const moved = (place: number) => ['new', 'a', 'b', 'c'][place]
  const second = toggle(first, 3)
  expect([...namesOf(second, names, moved)]).toEqual([[1, 'b'], [3, 'c']])
  expect([...namesOf(toggle(second, 1), names, moved)]).toEqual([[3, 'c']])
})

test('what is picked stays picked when others go', () => {
  const left = stillPicked(toggle(toggle(nothing, 1), 3), ['a', 'b', 'c', 'd'], ['b', 'd'])
  expect([isPicked(left, 0), isPicked(left, 1), countOf(left, 2)]).toEqual([true, true, 2])
  expect(countOf(stillPicked(toggle(nothing, 0), ['a', 'b'], ['b']), 1)).toBe(0)
})
