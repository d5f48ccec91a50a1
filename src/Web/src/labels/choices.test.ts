import { expect, test } from 'vitest'
import type { PropertyRule } from '../specs/spec'
import { choicesOf, choose, keyOf } from './choices'

const rule = (type: PropertyRule['type']): PropertyRule => ({
  name: 'p', type, required: true, options: [{ name: 'rot' }, { name: 'cut', key: 'c' }, { name: 'green', key: 'g' }],
})
const [rot, cut, green] = choicesOf(rule('options')) as [never, never, never]

test('several options come in spec order, whatever the order of choosing, and a second choice takes one back', () => {
  let answer = choose(rule('options'), undefined, green)
  answer = choose(rule('options'), answer, rot)
  expect(answer).toEqual(['rot', 'green'])
  expect(choose(rule('options'), answer, green)).toEqual(['rot'])
})

test('one option replaces the other', () => {
  expect(choose(rule('option'), 'rot', cut)).toBe('cut')
})

test('a class key that a command already has never fires the command: the class keeps its number', () => {
  expect(keyOf(green, 2, new Set(['G']))).toBe('3')
  expect(keyOf(cut, 1, new Set(['G']))).toBe('C')
})
