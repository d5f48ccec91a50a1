import { expect, test } from 'vitest'
import { find, namesOf, type Command, type KeyPress } from './command'

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key, code, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...held,
})

test.each([
  ['a number key', press('1', 'Digit1'), '1'],
  ['the number pad', press('1', 'Numpad1'), '1'],
  ['a French number row, which types & on the key 1', press('&', 'Digit1'), '1'],
  ['shift with a number key', press('!', 'Digit1', { shiftKey: true }), 'Shift+1'],
  ['a letter', press('x', 'KeyX'), 'X'],
  ['a letter on a Korean layout', press('ㅌ', 'KeyX'), 'X'],
  ['a letter while an input method composes', press('Process', 'KeyX'), 'X'],
  ['the letter z on a German layout, where its key is called Y', press('z', 'KeyY'), 'Z'],
  ['the question mark, wherever it sits', press('?', 'Minus', { shiftKey: true }), '?'],
  ['a slash on the German 7', press('/', 'Digit7', { shiftKey: true }), '/'],
  ['control and enter', press('Enter', 'Enter', { ctrlKey: true }), 'Ctrl+Enter'],
  ['command and enter on a Mac', press('Enter', 'Enter', { metaKey: true }), 'Ctrl+Enter'],
])('%s is understood', (_, pressed, name) => {
  expect(namesOf(pressed)).toContain(name)
})

test('the number pad without its lock is arrows, not classes', () => {
  expect(namesOf(press('ArrowLeft', 'Numpad4'))).toEqual(['ArrowLeft'])
})

test('a command that cannot run leaves its key to the next one', () => {
  const make = (id: string, can: boolean): Command<null> => ({
    id, title: id, group: '', keys: ['A'], when: () => can, run: () => {},
  })
  expect(find([make('first', false), make('second', true)], press('a', 'KeyA'), null)?.id).toBe('second')
})

test('an umlaut is not taken for the letter that sits there on an English keyboard', () => {
  expect(namesOf(press('ö', 'Semicolon'))).toEqual(['Ö'])
})

test.each([
  ['a French 6, which types a dash', press('-', 'Digit6'), '6', '-'],
  ['a German 7 with Shift, which types a slash', press('/', 'Digit7', { shiftKey: true }), 'Shift+7', '/'],
  ['a German 0 with Shift, which types an equals sign', press('=', 'Digit0', { shiftKey: true }), 'Shift+0', '='],
])('%s is the class of that number, and the sign only where there are not so many', (_, pressed, digit, sign) => {
  const make = (id: string, can = true): Command<null> => ({ id, title: id, group: '', keys: [id], when: () => can, run: () => {} })
  expect(find([make(sign), make(digit)], pressed, null)?.id).toBe(digit)
  expect(find([make(sign), make(digit, false)], pressed, null)?.id).toBe(sign)
})

test('what AltGr types is a sign at most, never the class or letter on whose key it sits', () => {
  expect(namesOf(press('²', 'Digit2', { altGraph: true }))).toEqual([])
  expect(namesOf(press('€', 'KeyE', { altGraph: true, ctrlKey: true, altKey: true }))).toEqual([])
  expect(namesOf(press('/', 'KeyQ', { altGraph: true }))).toEqual(['/'])
})
