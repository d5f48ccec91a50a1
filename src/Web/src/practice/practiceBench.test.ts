import { expect, test } from 'vitest'
import { current, lookedAt } from '../tasks/work'
import { asTask, firstOpen, isRight, outcomeOf, type Example, type MarkedObject } from './practice'
import { openPracticeBench } from './practiceBench'

const example = (task: string, score?: number): Example => ({ task, sample: { id: task, externalId: `${task}.png`, url: `/${task}` }, specVersion: 2, score })
const labels = { objects: [], properties: { quality: 'good' } }

test('what is answered goes to whoever opened the bench, and what does not conform comes back to be mended', () => {
  const answers: unknown[] = []
  const bench = openPracticeBench({ now: () => 1, newKey: () => 'k', answered: (task, said, key) => answers.push([task.id, said, key]) })
  bench.give(asTask(example('t1'), 1))
  expect(current(bench.work)?.task).toMatchObject({ id: 't1', specVersion: 2 })
  bench.answer(labels)
  bench.submit()
  expect(answers).toEqual([['t1', labels, 'k']])
  expect(current(bench.work)).toBeUndefined()
  bench.settle({ type: 'refused', key: 'k', problem: { status: 422, code: 'does-not-conform', title: '', violations: [] } })
  expect(current(bench.work)?.labels).toEqual(labels)
  bench.submit()
  bench.settle({ type: 'kept', key: 'k' })
  bench.give(asTask(example('t2'), 2))
  bench.back()
  expect(lookedAt(bench.work)?.task.id).toBe('t1')
})

test('an example can be done again: it lies on the desk anew', () => {
  const bench = openPracticeBench({ now: () => 1, newKey: () => 'k', answered: () => {} })
  bench.give(asTask(example('t1'), 1))
  bench.submit()
  bench.give(asTask(example('t1'), 2))
  expect(current(bench.work)?.task.id).toBe('t1')
})

test('practice goes on where it was left, and begins again when all is done', () => {
  expect(firstOpen([example('a', 1), example('b'), example('c')])).toBe(1)
  expect(firstOpen([example('a', 1), example('b', 0)])).toBe(0)
})

test('an object is missed, one too many, of a wrong class, or off', () => {
  const pair: MarkedObject = { known: 'k', answered: 'a', likeness: 0.9, classRight: true, answersRight: true }
  expect(outcomeOf(pair)).toBe('right')
  expect(outcomeOf({ ...pair, likeness: 0.55 })).toBe('loose')
  expect(outcomeOf({ ...pair, classRight: false })).toBe('wrongClass')
  expect(outcomeOf({ ...pair, answersRight: false })).toBe('wrongAnswer')
  expect(outcomeOf({ ...pair, answered: undefined })).toBe('missed')
  expect(outcomeOf({ ...pair, known: undefined })).toBe('extra')
  expect(isRight({ questions: [{ property: 'q', right: true }], objects: [pair] })).toBe(true)
  expect(isRight({ questions: [{ property: 'q', right: false }], objects: [pair] })).toBe(false)
})
