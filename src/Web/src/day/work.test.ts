import { expect, test } from 'vitest'
import { byUrgency, start, startIn, type MyWork } from './work'

const sample = { id: 'x', externalId: 'x.png', url: '/x' }
const work = (id: string, more: Partial<MyWork> = {}): MyWork => ({
  project: { id, name: id }, open: 0, returned: [], begun: [], waiting: 0, answered: [], guideline: { version: 1, seen: 1, acknowledged: 0, mustRead: 0 }, ...more,
})
const task = (name: string) => ({ task: name, sample, until: '', savedAt: '' })

test('what came back comes before what was begun, and that before what is open', () => {
  const items = [work('open', { open: 9 }), work('begun', { begun: [task('begun-1')] }), work('back', { returned: [task('back-1')] }), work('empty')]
  expect(byUrgency(items).map((one) => one.project.id)).toEqual(['back', 'begun', 'open', 'empty'])
  expect(start(items)).toBe('/projects/back/label?task=back-1')
})

test('where the guideline has to be read first, one key leads there', () => {
  expect(startIn(work('p', { open: 3, guideline: { version: 2, seen: 2, acknowledged: 1, mustRead: 2 } }))).toBe('/projects/p/guideline')
})

test('where nothing waits there is nowhere to go', () => {
  expect(start([work('a'), work('b')])).toBeUndefined()
  expect(start([work('a'), work('b', { open: 1 })])).toBe('/projects/b/label')
})
