import { expect, test } from 'vitest'
import { titleOf } from './title'

test.each([
  ['/', undefined, 'Labelwise'], ['/projects/p', 'Potatoes', 'Potatoes · Labelwise'], ['/projects/p/work', 'Potatoes', 'Work · Potatoes · Labelwise'],
  ['/projects/p/setup/spec', 'Potatoes', 'Spec · Potatoes · Labelwise'], ['/projects/p/setup', 'Potatoes', 'Set up · Potatoes · Labelwise'], ['/projects/p/review/many', 'Potatoes', 'Review · Potatoes · Labelwise'],
])('%s of %s is called %s', (path, project, title) => {
  expect(titleOf(path, project)).toBe(title)
})
