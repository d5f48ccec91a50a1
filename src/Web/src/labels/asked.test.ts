import { describe, expect, test } from 'vitest'
import { readSpec } from '../specs/spec'
import { answer, asked, missing, nextToAnswer, wrongs } from './asked'
import { nothingSaid, type LabelDocument } from './labels'

const spec = readSpec({
  media: 'image',
  properties: [
    { name: 'quality', type: 'option', options: ['good', 'bad', 'unclear'], required: true },
    { name: 'defects', type: 'options', options: ['rot', 'cut', 'green'], required: true, min: 1, when: { quality: 'bad' } },
    { name: 'rot stage', type: 'number', min: 1, max: 5, required: true, when: { property: { defects: ['rot'] } } },
    { name: 'why unclear', type: 'text', required: false, max: 10, when: { property: { quality: ['unclear', 'bad'] } } },
    { name: 'second look', type: 'boolean', required: false },
    { name: 'stem visible', type: 'boolean', required: false, when: { class: ['stem'] } },
  ],
})
const names = (labels: LabelDocument) => asked(spec, labels).map((rule) => rule.name)

describe('when', () => {
  test('a question appears once its condition holds, also through a list of options', () => {
    let labels = answer(spec, nothingSaid, 'quality', 'bad')
    expect(names(labels)).toEqual(['quality', 'defects', 'why unclear', 'second look'])
    labels = answer(spec, labels, 'defects', ['cut', 'rot'])
    expect(names(labels)).toContain('rot stage')
  })

  test('a changed answer takes back what hangs on it, down the whole chain', () => {
    let labels = answer(spec, nothingSaid, 'quality', 'bad')
    labels = answer(spec, labels, 'defects', ['rot'])
    labels = answer(spec, labels, 'rot stage', 3)
    labels = answer(spec, labels, 'second look', false)
    labels = answer(spec, labels, 'quality', 'good')
    expect(labels.properties).toEqual({ quality: 'good', 'second look': false })
  })

  test('a condition on a class looks at the objects of the sample', () => {
    const stem = { id: 'o1', class: 'stem', shape: null }
    expect(names(nothingSaid)).not.toContain('stem visible')
    expect(names({ ...nothingSaid, objects: [stem] })).toContain('stem visible')
  })
})

test('what is missing is what is required and asked', () => {
  expect(missing(spec, nothingSaid).map((rule) => rule.name)).toEqual(['quality'])
  expect(missing(spec, answer(spec, nothingSaid, 'quality', 'bad')).map((rule) => rule.name)).toEqual(['defects'])
  expect(missing(spec, answer(spec, nothingSaid, 'quality', 'good'))).toEqual([])
})

test('going on leads through what is required, then to what a key can answer, and never into an optional text', () => {
  let labels = answer(spec, nothingSaid, 'quality', 'unclear')
  expect(nextToAnswer(spec, nothingSaid)?.name).toBe('quality')
  expect(nextToAnswer(spec, labels)?.name).toBe('second look')
  labels = answer(spec, labels, 'second look', true)
  expect(nextToAnswer(spec, labels)).toBeUndefined()
})

test('an emptied text or list is no answer, but no and zero are', () => {
  const labels = answer(spec, answer(spec, nothingSaid, 'quality', 'unclear'), 'why unclear', '')
  expect(labels.properties).toEqual({ quality: 'unclear' })
  expect(answer(spec, nothingSaid, 'second look', false).properties).toEqual({ 'second look': false })
})

test('characters are counted as people see code points, and bounds are said in words', () => {
  const labels = answer(spec, answer(spec, nothingSaid, 'quality', 'unclear'), 'why unclear', '👨🏻‍🚒'.repeat(3))
  expect(wrongs(spec, labels)).toEqual({ 'why unclear': 'The number of characters must be at most 10.' })
  expect(wrongs(spec, answer(spec, labels, 'why unclear', '감자감자감자감자감자'))).toEqual({})
})
