import { expect, test } from 'vitest'
import { evolveReviewing, noReviews, type ReviewEvent, type ReviewTask } from './review'

const task = (id: string): ReviewTask => ({
  id, sample: { id: `s${id}`, externalId: id, url: `/${id}` }, specVersion: 1, reason: 'sampled', annotations: [],
})
const labels = { objects: [], properties: { quality: 'bad' } }
const play = (events: ReviewEvent[]) => events.reduce(evolveReviewing, noReviews)
const two: ReviewEvent = { type: 'handedOut', tasks: [task('a'), task('b')] }

test('a verdict puts the next task on screen, without the correction of the last', () => {
  const state = play([two, { type: 'corrected', labels }, { type: 'given', task: 'a', key: 'k', verdict: 'correct' }])
  expect(state.tasks.map((one) => one.id)).toEqual(['b'])
  expect(state.correction).toBeNull()
})

test('a key pressed twice judges one task, not the next one too', () => {
  const state = play([two, { type: 'given', task: 'a', key: 'k', verdict: 'accept' }, { type: 'given', task: 'a', key: 'k2', verdict: 'accept' }])
  expect(state.tasks.map((one) => one.id)).toEqual(['b'])
  expect(state.given).toHaveLength(1)
})

test('a task judged a moment ago is not shown again', () => {
  const state = play([two, { type: 'given', task: 'a', key: 'k', verdict: 'accept' }, two])
  expect(state.tasks.map((one) => one.id)).toEqual(['b'])
})

test('a correction can be taken back', () => {
  expect(play([two, { type: 'corrected', labels }, { type: 'reverted' }]).correction).toBeNull()
})

test('a task that was rejected and answered anew comes to review again', () => {
  const under = (lease: string) => ({ ...task('a'), lease: { id: lease, expiresAt: '2027-01-01T08:15:00Z' } })
  const state = play([
    { type: 'handedOut', tasks: [under('first')] }, { type: 'given', task: 'a', key: 'k', verdict: 'reject' },
    { type: 'handedOut', tasks: [under('first')] }, { type: 'handedOut', tasks: [under('second')] },
  ])
  expect(state.tasks.map((one) => one.lease?.id)).toEqual(['second'])
})

test('remarks on shapes go with their task and not to the next', () => {
  const mark = { object: 'o1', text: 'Too wide.' }
  const marked = play([two, { type: 'marked', mark }, { type: 'marked', mark: { object: 'o2', text: 'x' } }, { type: 'unmarked', index: 1 }])
  expect(marked.marks).toEqual([mark])
  expect(evolveReviewing(marked, { type: 'given', task: 'a', key: 'k', verdict: 'reject' }).marks).toEqual([])
})

test('reviews that could not be fetched are told, until some are', () => {
  const problem = { status: 403, code: 'may-not', title: 'You may not review here.' }
  const failed = play([{ type: 'asked' }, { type: 'notHandedOut', problem }])
  expect([failed.problem, failed.asking]).toEqual([problem, false])
  expect(evolveReviewing(failed, two).problem).toBeUndefined()
})
