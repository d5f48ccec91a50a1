import { expect, test } from 'vitest'
import type { LabelDocument } from '../labels/labels'
import { evolve, labelsOf, replay, startDrawing, type Act, type Drawing } from './drawing'
import { hunksBetween, redone, undone } from './history'
import { simplify } from './shapes/simplify'
import { segmentsOf } from './text/segments'
import { codePointsOf } from './text/codePoints'
import { measure, untouched } from './suggestions'
import { restored } from './restored'

const box = (x: number, id = `b${x}`) => ({ id, class: 'a', shape: { box: [x, 0, 10, 10] } })
const start: LabelDocument = { objects: [box(0)], properties: {} }
const acts: Act[] = [
  { type: 'add', objects: [box(20)] },
  { type: 'shape', shapes: new Map([['b0', { box: [5, 5, 10, 10] }]]) },
  { type: 'answers', answers: { blurred: true } },
  { type: 'undo' },
  { type: 'remove', ids: ['b20'] },
]

test('what is replayed after a reload is the same drawing, and goes back to where it began', () => {
  const before = acts.reduce(evolve, startDrawing(start))
  const kept = structuredClone(acts.map((act, i) => (i === 0 ? { start, act } : { act })))
  const after = restored(kept, structuredClone(labelsOf(before)))!
  expect(labelsOf(after)).toEqual(labelsOf(before))
  let [one, other] = [before, after]
  while (one.before) {
    ;[one, other] = [evolve(one, { type: 'undo' }), evolve(other, { type: 'undo' })]
    expect(labelsOf(other)).toEqual(labelsOf(one))
  }
  expect(labelsOf(other)).toEqual(start)
})

test('acts that do not lead to the draft at hand, as one from another machine, are not taken for its past', () => {
  const kept = acts.map((act, i) => (i === 0 ? { start, act } : { act }))
  expect(restored(kept, { objects: [box(99)], properties: {} })).toBeNull()
  expect(restored([], start)).toBeNull()
})

test('answers about the picture are undone like shapes', () => {
  const drawing = replay(start, [{ type: 'answers', answers: { blurred: true } }, { type: 'undo' }])
  expect(labelsOf(drawing)).toEqual(start)
  expect(labelsOf(evolve(drawing, { type: 'redo' })).properties).toEqual({ blurred: true })
})

test('a suggestion stays one through a reload, until it is accepted or changed', () => {
  const prelabel = { objects: [box(0), box(20), box(40)], properties: {} }
  const drawing = startDrawing(structuredClone(prelabel))
  expect([...untouched(drawing, prelabel)]).toEqual(['b0', 'b20', 'b40'])
  const next = [{ type: 'accept', ids: ['b0'] }, { type: 'shape', shapes: new Map([['b20', { box: [21, 0, 10, 10] as const }]]) }] as const
  expect([...untouched(next.reduce<typeof drawing>(evolve, drawing), prelabel)]).toEqual(['b40'])
})

test('what a person did to the suggestions is counted', () => {
  const prelabel = { objects: [box(0), box(20), box(40)], properties: {} }
  const labels = { objects: [box(0), { ...box(20), shape: { box: [20, 0, 5, 10] } }, box(70)], properties: {} }
  expect(measure(labels, prelabel)).toEqual({ suggested: 3, kept: 1, changed: 1, removed: 1, added: 1, distance: 4, meanIou: 0.5 })
})

test('fewer vertices keep the outline within the tolerance, and a straight one to its ends', () => {
  expect(simplify({ polyline: [[0, 0], [1, 0.1], [2, 0], [9, 0]] }, 0.5)).toEqual({ polyline: [[0, 0], [9, 0]] })
  const circle = Array.from({ length: 200 }, (_, i) => [50 + 40 * Math.cos((i * Math.PI) / 100), 50 + 40 * Math.sin((i * Math.PI) / 100)] as const)
  const [{ outer }] = (simplify({ polygon: [{ outer: circle }] }, 0.5) as { polygon: [{ outer: (readonly [number, number])[] }] }).polygon
  expect(outer.length).toBeLessThan(40)
  for (const [x, y] of outer) expect(Math.hypot(x - 50, y - 50)).toBeCloseTo(40)
})

test.each([['plain', 'abc'], ['an emoji of four parts', 'a👨🏻‍🚒b'], ['Hangul, composed and not', '한한'], ['CRLF', 'a\r\nb😀']])('places in %s count code points, there and back', (_, text) => {
  const places = codePointsOf(text)
  const points = [...text]
  expect(places.length).toBe(points.length)
  for (let i = 0; i <= points.length; i++) {
    const unit = points.slice(0, i).join('').length
    expect(places.unitOf(i)).toBe(unit)
    expect(places.pointOf(unit)).toBe(i)
  }
})

test('a text is cut wherever a span begins or ends, and says which lie over each piece', () => {
  const pieces = segmentsOf(10, [{ id: 'a', start: 2, end: 6 }, { id: 'b', start: 4, end: 10 }])
  expect(pieces.map(({ start, end, spans }) => [start, end, spans.join()])).toEqual([[0, 2, ''], [2, 4, 'a'], [4, 6, 'a,b'], [6, 10, 'b']])
})

/** A fixed sequence of numbers, as random as is needed here. */
function* dice(seed: number) {
  for (let state = seed; ; ) yield (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
}

test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))('between any two lists the hunks lead there and back, object by object (%i)', (seed) => {
  const chance = dice(seed)
  const next = (below: number) => Math.floor((chance.next().value as number) * below)
  const before = Array.from({ length: next(30) }, (_, i) => box(i))
  let after = before.filter(() => next(5) > 0).map((one) => (next(4) === 0 ? { ...one, class: 'b' } : one))
  for (let i = next(4); i > 0; i--) after.splice(next(after.length + 1), 0, box(100 + i))
  if (next(3) === 0) after = [...after.slice(2), ...after.slice(0, 2)]
  const hunks = hunksBetween(before, after)
  const there = redone(before, hunks)
  expect([there.length, there.every((one, i) => one === after[i])]).toEqual([after.length, true])
  const back = undone(after, hunks)
  expect([back.length, back.every((one, i) => one === before[i])]).toEqual([before.length, true])
})

test('an act among 2,000 shapes is kept as what it changed, not as another list of 2,000', () => {
  const many = startDrawing({ objects: Array.from({ length: 2000 }, (_, i) => box(i)), properties: {} })
  const did: Act[] = [
    { type: 'shape', shapes: new Map([['b5', { box: [1, 1, 9, 9] }], ['b1900', { box: [2, 2, 9, 9] }]]) }, { type: 'add', objects: [box(5000)] },
    { type: 'remove', ids: ['b3', 'b1000'] }, { type: 'accept', ids: ['b7'] }, { type: 'answers', answers: { blurred: true } },
  ]
  let drawing = many
  const kept = did.map((act) => {
    drawing = evolve(drawing, act)
    const { objects, accepted, selected } = drawing.before!.latest
    return objects.reduce((sum, { gone, come }) => sum + gone.length + come.length, 0) + accepted.length + selected[0].length + selected[1].length
  })
  expect(kept).toEqual([4, 2, 3, 1, 0])
  for (const _ of did) drawing = evolve(drawing, { type: 'undo' })
  expect([drawing.objects.every((one, i) => one === many.objects[i]), drawing.accepted.size, drawing.before]).toEqual([true, 0, null])
})

test('a text that is typed is one act, also after a reload; what is answered after an undo is another', () => {
  const says = (text: string, goesOn: boolean): Act => ({ type: 'properties', id: 'b0', properties: { note: text }, goesOn })
  const typed = [says('a', false), says('ab', true), says('abc', true)]
  const once = replay(start, typed)
  expect(once.objects[0]!.properties).toEqual({ note: 'abc' })
  expect(labelsOf(evolve(once, { type: 'undo' }))).toEqual(start)
  const again = replay(start, [...typed, { type: 'undo' }, says('x', true), says('xy', true), { type: 'answers', answers: { seen: 'y' } }, { type: 'answers', answers: { seen: 'ye' }, goesOn: true }])
  const texts: unknown[] = []
  for (let at: Drawing = again; at.before; at = evolve(at, { type: 'undo' })) texts.push([at.objects[0]!.properties, at.answers])
  expect(texts).toEqual([[{ note: 'xy' }, { seen: 'ye' }], [{ note: 'xy' }, {}]])
})
