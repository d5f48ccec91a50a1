import { expect, test } from 'vitest'
import { clashes } from '../commands/command'
import { reviewCommands } from './commands'

test('no key of the review page means two things, and none is taken from the browser', () => {
  expect(clashes(reviewCommands)).toEqual([])
})
