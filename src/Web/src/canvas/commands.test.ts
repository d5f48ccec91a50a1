import { expect, test } from 'vitest'
import { drawClashes, drawCommands } from './commands'

const spec = (keys: (string | undefined)[]) => ({
  media: 'image' as const, properties: [],
  classes: keys.map((key, i) => ({ name: `c${i}`, shape: 'box' as const, key })),
})

test('no key means two things, whatever classes a spec has', () => {
  expect(drawClashes(spec([undefined, 'b', 'v', 'x', 'Q']))).toEqual([])
  expect(drawClashes(spec(Array.from({ length: 30 }, () => undefined)))).toEqual([])
})

test('a class has its number, and its own key where no command has it', () => {
  const keys = drawCommands(spec(['b', 'v'])).filter((command) => command.group === 'Classes').map((command) => [command.title, ...command.keys])
  expect(keys).toEqual([['Class c0', '1'], ['Class c1', '2'], ['Class c0', 'B']])
})
