import { expect, test } from 'vitest'
import { search } from './ClassSearch'

const choices = ['Ankle boot', 'Bag', 'Boot', '감자'].map((name) => ({ name, value: name }))

test('a class is found by any part of its name, those that begin with it first', () => {
  expect(search(choices, 'boo').map((choice) => choice.name)).toEqual(['Boot', 'Ankle boot'])
  expect(search(choices, '').length).toBe(4)
})

test('Hangul typed in pieces finds the composed name', () => {
  expect(search(choices, '감자'.normalize('NFD')).map((choice) => choice.name)).toEqual(['감자'])
})
