import { expect, test } from 'vitest'
import { readSpec } from '../specs/spec'
import { nextStep, shapeOf, stepsOf, tick, type Step } from './coach'

const choosing = readSpec({ media: 'image', classes: [], properties: [{ name: 'quality', type: 'option', options: ['good', 'bad'], required: true }] })
const boxes = readSpec({ media: 'image', classes: [{ name: 'eye', shape: 'box' }], properties: [] })
const spans = readSpec({ media: 'text', classes: [{ name: 'who', shape: 'span' }], properties: [] })

test('a project teaches what it asks for, and nothing else', () => {
  expect(stepsOf(choosing)).toEqual(['answer', 'look', 'submit', 'back', 'keys'])
  expect(stepsOf(boxes)).toEqual(['draw', 'undo', 'look', 'submit', 'back', 'keys'])
  expect(stepsOf(spans)).toEqual(['draw', 'undo', 'submit', 'back', 'keys'])
  expect(shapeOf(spans)).toBe('span')
})

test('who does something early need not do it again', () => {
  const steps = stepsOf(boxes)
  const none: ReadonlySet<Step> = new Set()
  const after = tick(tick(none, 'looked', steps), 'drew', steps)
  expect(nextStep(after, steps)).toBe('undo')
  expect(nextStep(tick(after, 'undid', steps), steps)).toBe('submit')
  expect(tick(after, 'answered', steps)).toBe(after)
  expect(nextStep(new Set(steps), steps)).toBeUndefined()
})
