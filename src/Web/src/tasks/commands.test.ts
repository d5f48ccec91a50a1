import { expect, test } from 'vitest'
import { find } from '../commands/command'
import { readSpec } from '../specs/spec'
import { labelClashes, labelCommands, type LabelContext } from './commands'

const spec = readSpec({
  media: 'image',
  properties: [{ name: 'kind', type: 'option', required: true, options: [{ name: 'good', key: 'g' }, { name: 'bad', key: 'b' }, 'odd'] }],
})
const context = (more: Partial<LabelContext> = {}): LabelContext => {
  const nothing = () => {}
  return {
    answering: true, asks: true, lookingBack: false, hasDone: true, active: spec.properties[0], asked: spec.properties, covered: false,
    choose: nothing, chooseNamed: nothing, submit: nothing, undo: nothing, redo: nothing, skip: nothing, back: nothing, forward: nothing, toggleGuideline: nothing,
    search: nothing, help: nothing, palette: nothing, ask: nothing, moveActive: nothing, toggleSubmitAtOnce: nothing, zoom: nothing, leave: nothing, ...more,
  }
}
const meaning = (key: string, code: string, it: LabelContext) =>
  find(labelCommands(spec), { key, code, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false }, it)?.id

test('no key means two things, and none is taken from the browser', () => {
  expect(labelClashes(spec)).toEqual([])
})

test('a class whose key is G does not swallow the guideline, and one whose key is free gets it', () => {
  expect(meaning('g', 'KeyG', context())).toBe('guideline')
  expect(meaning('b', 'KeyB', context())).toBe('chooseByB')
})

test('a number beyond the classes does nothing', () => {
  expect(meaning('3', 'Digit3', context())).toBe('choose3')
  expect(meaning('4', 'Digit4', context())).toBeUndefined()
})

test('nothing is answered or submitted while looking back, or under a dialog', () => {
  for (const it of [context({ answering: false, lookingBack: true }), context({ covered: true })]) {
    expect(meaning('1', 'Digit1', it)).toBeUndefined()
    expect(meaning('Enter', 'Enter', it)).toBeUndefined()
    expect(meaning('x', 'KeyX', it)).toBeUndefined()
  }
  expect(meaning('ArrowRight', 'ArrowRight', context({ answering: false, lookingBack: true }))).toBe('forward')
})

test('every command is in the help with a title and a key', () => {
  expect(labelCommands(spec).every((command) => command.title && command.group && command.keys.length > 0)).toBe(true)
})
