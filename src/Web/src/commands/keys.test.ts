import { expect, test } from 'vitest'
import { mayTake, type Command } from './command'
import { withOwnKeys } from './keys'
import { findCommands } from './Palette'

const command = (id: string, ...keys: string[]): Command<null> => ({ id, title: `Do ${id}`, group: '', keys, when: () => true, run: () => {} })
const commands = [command('a', 'A'), command('b', 'B', 'Ctrl+B'), command('c', 'C')]

test('a key given to one command no longer means another', () => {
  expect(withOwnKeys(commands, { c: ['B'] }).map((one) => one.keys)).toEqual([['A'], ['Ctrl+B'], ['B']])
  expect(withOwnKeys(commands, { b: [] }).map((one) => one.keys)).toEqual([['A'], [], ['C']])
  expect(withOwnKeys(commands, {})).toBe(commands)
})

test('what the browser keeps for itself, and keys that only begin a letter, cannot be given', () => {
  expect(['Ctrl+W', 'Tab', 'Dead'].filter(mayTake)).toEqual([])
  expect(mayTake('Shift+Q')).toBe(true)
})

test('a command is found by parts of its name in any order', () => {
  const found = findCommands([command('zoom in'), command('zoom out'), command('undo')], (one) => one.title, 'out zoom')
  expect(found.map((one) => one.title)).toEqual(['Do zoom out'])
})
