import { expect, test } from 'vitest'
import { moveOf, spoken, trimmed } from './caret'

const press = (key: string, more = {}) => moveOf({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more })

test('the caret goes by the keys of any text field, and Shift takes along what it passes', () => {
  expect(press('ArrowRight')).toEqual({ alter: 'move', direction: 'forward', by: 'character' })
  expect(press('ArrowLeft', { shiftKey: true, ctrlKey: true })).toEqual({ alter: 'extend', direction: 'backward', by: 'word' })
  expect(press('ArrowDown', { shiftKey: true })).toEqual({ alter: 'extend', direction: 'forward', by: 'line' })
  expect(press('End')).toEqual({ alter: 'move', direction: 'forward', by: 'lineboundary' })
  expect(press('Home', { ctrlKey: true })).toEqual({ alter: 'move', direction: 'backward', by: 'documentboundary' })
  expect(press('1')).toBeNull()
  expect(press('ArrowLeft', { metaKey: true })).toBeNull()
})

test('what is said is what the caret went to, or what is picked', () => {
  const text = 'Ada 😀 wrote\nthe first'
  expect(spoken(text, 4, 4, 'character')).toBe('😀')
  expect(spoken(text, 7, 7, 'word')).toBe('wrote')
  expect(spoken(text, 0, 6, 'word')).toBe('Ada 😀')
  expect(spoken(text, 0, 0, 'line')).toBe('Ada 😀 wrote')
  expect(spoken(text, 13, 13, 'line')).toBe('the first')
  expect(spoken('x'.repeat(500), 0, 500, 'line').length).toBeLessThan(130)
})

test('space around words stays outside', () => {
  expect(trimmed('a word b', 1, 7)).toEqual([2, 6])
  expect(trimmed('   ', 0, 3)).toEqual([3, 3])
})
