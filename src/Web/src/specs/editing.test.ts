import { expect, test } from 'vitest'
import { derived, freeName, hasRows, moved, newClass, removed, replaced, retyped, type SpecDocument } from './editing'

test('a rename keeps the id, and so every label', () => {
  expect(replaced([{ id: 'x', name: 'good' }, { id: 'y', name: 'bad' }], 1, { name: 'rotten' })).toEqual([{ id: 'x', name: 'good' }, { id: 'y', name: 'rotten' }])
})

test('the first cannot go up nor the last down', () => {
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
  expect(removed(['a', 'b'], 0)).toEqual(['b'])
})

test('a new class has a name of its own and a shape its media can take', () => {
  expect(freeName(['class', 'class 2'], 'class')).toBe('class 3')
  expect(newClass({ media: 'text', classes: [] }, 'word').shape).toBe('span')
})

test('another type keeps what it can use and drops the rest', () => {
  expect(retyped({ name: 'n', type: 'number', min: 1 }, 'text')).toEqual({ name: 'n', type: 'text' })
  expect(retyped({ name: 'n', type: 'option', options: ['a'] }, 'options').options).toEqual(['a'])
  expect(retyped({ name: 'n', type: 'text' }, 'option').options).toHaveLength(2)
})

test('a derived spec has no ids of the other project and says where it comes from', () => {
  const given = { media: 'image' as const, classes: [{ id: 'c', name: 'car', shape: 'box' as const, properties: [] }], properties: [{ id: 'p', name: 'q', type: 'option' as const, options: [{ id: 'o', name: 'a' }] }] }
  expect(JSON.stringify(derived(given, 'Roads v3'))).not.toContain('"id"')
  expect(derived(given, 'Roads v3').derivedFrom).toBe('Roads v3')
})

test.each(['{"classes":5}', '{"classes":[null]}', '{"properties":[{"name":"q","type":"option","options":[1]}]}', '{"classes":[{"name":"a"}]}', '{"media":"sound"}', '{"properties":[{"name":"q","type":"text","when":null}]}'])(
  'rows are not made of what they cannot show: %s', (text) => {
    expect(hasRows(JSON.parse(text) as SpecDocument)).toBe(false)
  })

test('rows are made of what a hand-written spec may leave out', () => {
  expect(hasRows({})).toBe(true)
  expect(hasRows({ classes: [{ name: 'car', shape: 'points', pointNames: ['a'], skeleton: [['a', 'a']] }], properties: [{ name: 'q', type: 'option', options: ['a', { name: 'b' }] }] })).toBe(true)
})
