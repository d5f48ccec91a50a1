import { describe, expect, test } from 'vitest'
import type { Problem } from '../api/api'
import type { LeasedTask } from './task'
import { current, evolve, lookedAt, nextRevision, noWork, shortOf, type KeptDraft, type Work, type WorkEvent } from './work'

const task = (id: string, more: Partial<LeasedTask> = {}): LeasedTask => ({
  id, sample: { id: `s-${id}`, externalId: `${id}.png`, url: `/s/${id}` }, specVersion: 1,
  lease: { id: `l-${id}`, expiresAt: '2030-01-01T00:00:00Z' }, ...more,
})
const labels = (value: string) => ({ objects: [], properties: { quality: value } })
const handedOut = (tasks: LeasedTask[], drafts = new Map<string, KeptDraft>()): WorkEvent =>
  ({ type: 'handedOut', tasks, kept: new Map([...drafts].map(([task, draft]) => [task, { draft, steps: [] }])) })
const refusal = (code: string, more: Partial<Problem> = {}): Problem => ({ status: 409, code, title: code, ...more })
const play = (events: WorkEvent[], from: Work = noWork) => events.reduce(evolve, from)
const three = handedOut([task('a'), task('b'), task('c')])

describe('submitting', () => {
  test('puts the next task on screen at once, before the server has answered', () => {
    const work = play([three, { type: 'answered', task: 'a', labels: labels('good'), revision: 1 }, { type: 'submitted', task: 'a', key: 'k' }])
    expect(current(work)?.task.id).toBe('b')
    expect(work.done).toMatchObject([{ key: 'k', outcome: 'sending', labels: labels('good') }])
    expect(shortOf(work, 3)).toBe(1)
  })

  test('what does not conform comes back in front, with the answer and what is wrong with it', () => {
    const violations = [{ pointer: '/properties/quality', code: 'unknown-option', message: 'No such option.' }]
    const work = play([
      three, { type: 'answered', task: 'a', labels: labels('gone'), revision: 1 }, { type: 'submitted', task: 'a', key: 'k' },
      { type: 'refused', key: 'k', problem: refusal('does-not-conform', { status: 422, violations }) },
    ])
    expect(current(work)).toMatchObject({ task: { id: 'a' }, labels: labels('gone'), violations })
    expect(work.held.map((held) => held.task.id)).toEqual(['a', 'b', 'c'])
    expect(work.done).toEqual([])
  })

  test('what is too large comes back too, with how much would be taken', () => {
    const work = play([three, { type: 'submitted', task: 'a', key: 'k' }, { type: 'refused', key: 'k', problem: refusal('too-large', { status: 413, title: 'Larger than 8 MB.' }) }])
    expect(current(work)).toMatchObject({ task: { id: 'a' }, violations: [{ code: 'too-large', message: 'Larger than 8 MB.' }] })
  })

  test('an answer that came too late is not forgotten: it is shown as refused, with the reason', () => {
    const problem = refusal('lease-lost')
    const work = play([three, { type: 'submitted', task: 'a', key: 'k' }, { type: 'refused', key: 'k', problem }])
    expect(current(work)?.task.id).toBe('b')
    expect(work.done).toMatchObject([{ outcome: 'refused', problem }])
  })

  test('twice does nothing the second time', () => {
    const once = play([three, { type: 'submitted', task: 'a', key: 'k' }])
    expect(play([{ type: 'submitted', task: 'a', key: 'k2' }], once)).toEqual(once)
  })
})

describe('looking back', () => {
  const two = play([three, { type: 'submitted', task: 'a', key: '1' }, { type: 'skipped', task: 'b', key: '2', reason: 'blurred' }])

  test('walks through what was done, and forward again to the task to answer', () => {
    let work = play([{ type: 'lookedBack' }], two)
    expect(lookedAt(work)).toMatchObject({ task: { id: 'b' }, skipped: 'blurred' })
    expect(current(work)).toBeUndefined()
    work = play([{ type: 'lookedBack' }, { type: 'lookedBack' }], work)
    expect(lookedAt(work)?.task.id).toBe('a')
    work = play([{ type: 'lookedForward' }, { type: 'lookedForward' }], work)
    expect(current(work)?.task.id).toBe('c')
  })

  test('does nothing before anything was done', () => {
    expect(play([three, { type: 'lookedBack' }]).lookingAt).toBeNull()
  })
})

describe('what a task opens with', () => {
  const server = { labels: labels('of the server'), activeMs: 7, savedAt: '2026-01-01T00:00:10Z' }
  const kept = (savedAt: string): KeptDraft => ({ labels: labels('of this browser'), activeMs: 9, savedAt: Date.parse(savedAt) })
  const opened = (more: Partial<LeasedTask>, draft?: KeptDraft) =>
    current(play([handedOut([task('a', more)], new Map(draft ? [['a', draft]] : []))]))

  test('the newer of the two drafts', () => {
    expect(opened({ draft: server }, kept('2026-01-01T00:00:20Z'))).toMatchObject({ labels: labels('of this browser'), activeMs: 9 })
    expect(opened({ draft: server }, kept('2026-01-01T00:00:00Z'))).toMatchObject({ labels: labels('of the server'), activeMs: 7 })
  })

  test('the draft with the larger revision, whatever clocks say', () => {
    const behind = { ...kept('2026-01-02T00:00:00Z'), revision: 4 }
    expect(opened({ draft: { ...server, revision: 5 } }, behind)).toMatchObject({ labels: labels('of the server'), revision: 5 })
    expect(opened({ draft: { ...server, revision: 3 } }, behind)).toMatchObject({ labels: labels('of this browser'), revision: 4 })
  })

  test('a draft that was written by a clock that runs ahead, and is followed by a larger revision', () => {
    const ahead = opened({ draft: { ...server, revision: 9_000 } })!
    expect(nextRevision(ahead, 500)).toBe(9_001)
    expect(nextRevision(opened({})!, 500)).toBe(500)
  })

  test('a draft rather than the suggestion of the model', () => {
    expect(opened({ draft: server, prelabel: labels('of the model') })).toMatchObject({ origin: 'draft' })
  })

  test('the suggestion, marked as one until a person touches it', () => {
    const work = play([handedOut([task('a', { prelabel: labels('of the model') })])])
    expect(current(work)).toMatchObject({ origin: 'suggestion', labels: labels('of the model') })
    expect(current(evolve(work, { type: 'answered', task: 'a', labels: labels('mine'), revision: 1 }))).toMatchObject({ origin: 'person' })
  })
})

describe('leases', () => {
  test('one lost before it was seen is dropped quietly and replaced', () => {
    const work = play([three, { type: 'leaseLost', task: 'b' }])
    expect(work.held.map((held) => held.task.id)).toEqual(['a', 'c'])
    expect(shortOf(work, 3)).toBe(1)
  })

  test('one lost while on screen keeps its task and says so', () => {
    const work = play([three, { type: 'leaseLost', task: 'a' }])
    expect(current(work)).toMatchObject({ task: { id: 'a' }, leaseLost: true })
  })

  test('only the task on screen counts as seen', () => {
    const work = play([three, { type: 'submitted', task: 'a', key: 'k' }])
    expect(work.held.map((held) => held.seen)).toEqual([true, false])
  })
})

test('a task handed out twice is held once', () => {
  expect(play([three, three]).held).toHaveLength(3)
})

test('the reason for no tasks is kept while the last ones are worked on, and goes when there are tasks again', () => {
  const none = { reason: 'done' as const, held: 0, skipped: 0, queued: 0, message: 'All done.' }
  const last = play([{ type: 'handedOut', tasks: [task('a')], none, kept: new Map() }])
  expect(last.none).toEqual(none)
  expect(play([{ type: 'submitted', task: 'a', key: 'k' }], last).none).toEqual(none)
  expect(play([handedOut([task('b')])], last).none).toBeNull()
})

test('a reply that was under way while its task was finished does not bring the task back; another lease does', () => {
  const finished = play([three, { type: 'submitted', task: 'a', key: 'k' }, { type: 'kept', key: 'k' }])
  expect(play([handedOut([task('a')])], finished).held.map((held) => held.task.id)).toEqual(['b', 'c'])
  const again = task('a', { lease: { id: 'second', expiresAt: '2030-01-01T00:00:00Z' } })
  expect(play([handedOut([again])], finished).held.map((held) => held.task.id)).toEqual(['b', 'c', 'a'])
})

test('what was rejected lies on the desk again, unless something was made of it since', () => {
  const returned = { comment: 'no', at: '2030-01-01T08:00:00Z', labels: labels('rejected') }
  const kept = (savedAt: string): KeptDraft => ({ labels: labels('draft'), activeMs: 1, savedAt: Date.parse(savedAt) })
  const of = (drafts = new Map<string, KeptDraft>()) => current(play([handedOut([task('a', { returned, prelabel: labels('model') })], drafts)]))?.labels
  expect(of()).toEqual(labels('rejected'))
  expect(of(new Map([['a', kept('2030-01-01T07:59:00Z')]]))).toEqual(labels('rejected'))
  expect(of(new Map([['a', kept('2030-01-01T08:01:00Z')]]))).toEqual(labels('draft'))
})

test('a task that is held anew after its hold had ended unnoticed goes on where it was, under the new hold', () => {
  const work = play([
    three, { type: 'answered', task: 'a', labels: labels('good'), revision: 7 }, { type: 'leaseLost', task: 'a' },
    handedOut([task('a', { lease: { id: 'anew', expiresAt: '2031-01-01T00:00:00Z' } })]),
  ])
  expect(work.held.map((held) => held.task.id)).toEqual(['a', 'b', 'c'])
  expect(current(work)).toMatchObject({ task: { lease: { id: 'anew' } }, labels: labels('good'), revision: 7, leaseLost: false })
})
