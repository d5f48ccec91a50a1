import { expect, test } from 'vitest'
import type { LabelDocument } from '../labels/labels'
import { evolve, labelsOf, replay, startDrawing, type Act } from './drawing'
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
