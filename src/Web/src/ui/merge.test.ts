import { expect, test } from 'vitest'
import { merged } from './merge'

const base = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n'

test('two people who changed different places have both changes', () => {
  expect(merged(base, base.replace('one', 'ONE'), base.replace('eight', 'EIGHT\nnine'))).toBe('ONE\ntwo\nthree\nfour\nfive\nsix\nseven\nEIGHT\nnine\n')
})

test('where both changed one place, nobody’s change is chosen for them', () => {
  expect(merged(base, base.replace('four', 'FOUR'), base.replace('four', '4'))).toBeUndefined()
  expect(merged(base, base.replace('four\n', ''), base.replace('four', '4'))).toBeUndefined()
  expect(merged(base, base.replace('four\n', 'four\nhers\n'), base.replace('four\n', 'four\nmine\n'))).toBeUndefined()
})
