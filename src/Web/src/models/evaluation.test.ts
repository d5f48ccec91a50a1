import { expect, test } from 'vitest'
import { byClass, confusionMatrix, logTicks, overall, ticks, type Evaluation } from './evaluation'

const evaluation: Evaluation = {
  id: 'evaluation~p~1', state: 'succeeded', failures: 0, unlabeled: 0, errors: 3, classes: { bad: 5, good: 7 },
  measures: [{ metric: 'accuracy', value: 0.75 }, { metric: 'f1', class: 'bad', value: 0.5 }, { metric: 'recall', class: 'bad', value: 0.4 }, { metric: 'f1', class: 'never', value: 0 }],
  confusion: [{ truth: 'bad', said: 'good', count: 2 }, { truth: 'bad', said: '', count: 1 }, { truth: 'good', said: 'good', count: 7 }, { truth: 'bad', said: 'bad', count: 2 }],
}

test('metrics are told over all classes and by class, and a class without labels is not', () => {
  expect(overall(evaluation).map((one) => one.metric)).toEqual(['accuracy'])
  expect(byClass(evaluation)).toMatchObject([{ name: 'bad', labels: 5, of: { f1: { value: 0.5 }, recall: { value: 0.4 } } }])
})

test('confusions make a square in the order of classes, with no answer last', () => {
  expect(confusionMatrix(evaluation)).toEqual({ truths: ['bad', 'good'], said: ['bad', 'good', ''], counts: [[2, 2, 1], [0, 7, 0]] })
  expect(confusionMatrix({ ...evaluation, confusion: undefined })).toBeUndefined()
})

test('ticks are round numbers within the range', () => {
  expect(ticks(0.62, 0.98, 4)).toEqual([0.7, 0.8, 0.9])
  expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  expect(logTicks(250, 8_000)).toEqual([500, 1_000, 2_000, 5_000])
  expect(logTicks(100, 1e7)).toEqual([100, 1_000, 10_000, 100_000, 1e6, 1e7])
})
