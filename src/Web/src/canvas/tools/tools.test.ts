import { expect, test } from 'vitest'
import { evolve, objectOf, pasted, startDrawing, type Drawing } from '../drawing'
import type { XY } from '../geometry'
import { readShape, type Shape } from '../shapes'
import { step, toolFor } from './step'
import { selectTool } from './select'
import type { Input, Tool } from './tool'

const picture = { width: 200, height: 100 }

/** A hand with a tool over a drawing. */
function hand(tool: Tool, shapes: Shape[] = [], slop = 4) {
  let drawing: Drawing = startDrawing(shapes.map((shape, i) => ({ id: `s${i}`, class: 'a', shape })))
  let ids = 0
  const give = (input: Input) => {
    const bench = { objects: drawing.objects, selected: drawing.selected, picture, slop, class: 'a', newId: () => `n${++ids}` }
    const next = step(tool, input, bench)
    tool = next.tool
    if (next.act) drawing = evolve(drawing, next.act)
  }
  const at = (type: 'down' | 'move' | 'up' | 'double', x: number, y: number, more = {}) => give({ type, at: [x, y], ...more } as Input)
  const click = (x: number, y: number, more = {}) => (at('move', x, y, more), at('down', x, y, more), at('up', x, y, more))
  const drag = (from: XY, to: XY) => (at('down', ...from), at('move', (from[0] + to[0]) / 2, (from[1] + to[1]) / 2), at('move', ...to), at('up', ...to))
  return {
    give, at, click, drag,
    act: (...acts: Parameters<typeof evolve>[1][]) => (drawing = acts.reduce(evolve, drawing)),
    get drawing() { return drawing },
    get tool() { return tool },
    get shapes() { return drawing.objects.map((one) => one.shape) },
  }
}
const box = (...[x, y, width, height]: number[]): Shape => ({ box: [x!, y!, width!, height!] })
const triangle: Shape = { polygon: [{ outer: [[10, 10], [50, 10], [10, 50]] }] }

test('a box is drawn by dragging from any corner', () => {
  const it = hand(toolFor('box'))
  it.drag([60, 40], [20, 10])
  expect(it.shapes).toEqual([box(20, 10, 40, 30)])
  expect(it.drawing.selected).toEqual(['n1'])
})

test('a box is drawn by clicking two corners, and Escape between them leaves nothing', () => {
  const it = hand(toolFor('box'))
  it.click(20, 10)
  it.give({ type: 'cancel' })
  it.click(30, 10)
  it.click(60, 40)
  expect(it.shapes).toEqual([box(30, 10, 30, 30)])
})

test('nothing is drawn beyond the edges of the picture', () => {
  const it = hand(toolFor('box'))
  it.drag([150, 50], [900, 900])
  expect(it.shapes).toEqual([box(150, 50, 50, 50)])
})

test.each(['Enter', 'a double click', 'its first vertex'])('a polygon is closed by %s', (how) => {
  const it = hand(toolFor('polygon'))
  it.click(10, 10)
  it.click(50, 10)
  it.click(10, 50)
  if (how === 'Enter') it.give({ type: 'confirm' })
  else if (how === 'its first vertex') it.click(12, 11)
  else (it.click(10, 50), it.at('double', 10, 50))
  expect(it.shapes).toEqual([triangle])
  expect(it.tool.state).toBe('idle')
})

test('two vertices are no polygon yet, and going back takes one away at a time', () => {
  const it = hand(toolFor('polygon'))
  it.click(10, 10)
  it.click(50, 10)
  it.give({ type: 'confirm' })
  expect(it.shapes).toEqual([])
  it.give({ type: 'back' })
  it.give({ type: 'back' })
  expect(it.tool.state).toBe('idle')
})

test('a vertex near one of another shape lies exactly on it, unless Alt is held', () => {
  const it = hand(toolFor('polygon'), [box(100, 20, 40, 40)])
  it.click(60, 20)
  it.click(101, 22)
  it.click(102, 59, { alt: true })
  it.give({ type: 'confirm' })
  expect(it.shapes[1]).toEqual({ polygon: [{ outer: [[60, 20], [100, 20], [102, 59]] }] })
})

test('a click picks the topmost shape, Shift adds another, and a click beside them picks none', () => {
  const it = hand(selectTool, [box(0, 0, 60, 60), box(20, 20, 60, 60)])
  it.click(40, 40)
  expect(it.drawing.selected).toEqual(['s1'])
  it.click(5, 30, { shift: true })
  expect(it.drawing.selected).toEqual(['s1', 's0'])
  it.click(150, 90)
  expect(it.drawing.selected).toEqual([])
})

test('what is selected moves together and stops whole at the edge of the picture', () => {
  const it = hand(selectTool, [box(10, 10, 20, 20), triangle])
  it.act({ type: 'select', ids: ['s0', 's1'] })
  it.drag([12, 25], [22, 30])
  expect(it.shapes).toEqual([box(20, 15, 20, 20), { polygon: [{ outer: [[20, 15], [60, 15], [20, 55]] }] }])
  it.drag([25, 30], [-500, 30])
  expect(it.shapes[0]).toEqual(box(0, 15, 20, 20))
})

test('a hand that trembles on a shape does not move it', () => {
  const it = hand(selectTool, [box(10, 10, 80, 80)])
  it.drag([50, 50], [51, 50])
  expect(it.drawing.before).toBeNull()
})

test('a corner of what is selected is dragged, also while another tool is in hand', () => {
  const it = hand(toolFor('box'), [box(10, 10, 40, 40)])
  it.act({ type: 'select', ids: ['s0'] })
  it.drag([50, 50], [70, 60])
  expect(it.shapes).toEqual([box(10, 10, 60, 50)])
  expect(it.tool).toEqual(toolFor('box'))
})

test('a vertex is inserted by dragging an edge, and goes by Alt and a click or by Delete', () => {
  const it = hand(selectTool, [triangle])
  it.act({ type: 'select', ids: ['s0'] })
  it.drag([30, 10], [30, 4])
  expect(it.shapes).toEqual([{ polygon: [{ outer: [[10, 10], [30, 4], [50, 10], [10, 50]] }] }])
  it.click(30, 4, { alt: true })
  expect(it.shapes).toEqual([triangle])
  it.drag([30, 10], [30, 4])
  it.click(30, 4)
  it.give({ type: 'back' })
  expect(it.shapes).toEqual([triangle])
  it.click(50, 10)
  it.give({ type: 'back' })
  expect(it.shapes).toEqual([])
})

test('Delete takes what is selected, and undo brings it back as it was', () => {
  const it = hand(selectTool, [box(10, 10, 20, 20), triangle])
  it.act({ type: 'select', ids: ['s0'] })
  it.give({ type: 'back' })
  expect(it.shapes).toEqual([triangle])
  it.act({ type: 'undo' })
  expect(it.shapes).toEqual([box(10, 10, 20, 20), triangle])
  expect(it.drawing.selected).toEqual(['s0'])
})

test('every act is undone and done again, however many there were', () => {
  const it = hand(toolFor('box'))
  const states = [it.shapes]
  for (let i = 0; i < 500; i++) (it.drag([i % 100, i % 7], [(i % 100) + 20 + (i % 9), 60 + (i % 11)]), states.push(it.shapes))
  for (let i = 499; i >= 0; i--) (it.act({ type: 'undo' }), expect(it.shapes).toEqual(states[i]))
  it.act({ type: 'undo' })
  for (let i = 1; i <= 500; i++) (it.act({ type: 'redo' }), expect(it.shapes).toEqual(states[i]))
  it.act({ type: 'undo' })
  it.drag([0, 0], [30, 30])
  expect(it.drawing.after).toBeNull()
})

test('another class keeps the shape and drops answers that only the old class asks for', () => {
  const drawing = evolve({ ...startDrawing([{ id: 'x', class: 'a', shape: box(0, 0, 9, 9), properties: { ripe: true } }]) }, { type: 'class', ids: ['x'], class: 'b' })
  expect(objectOf(drawing, 'x')).toEqual({ id: 'x', class: 'b', shape: box(0, 0, 9, 9) })
})

test('a copy lies beside its original, and in its place in another task; unknown classes stay behind', () => {
  const copied = [{ id: 'x', class: 'a', shape: box(10, 10, 20, 20) }, { id: 'y', class: 'gone', shape: triangle }]
  const knows = (object: { class: string }) => object.class === 'a'
  const here = pasted(copied, startDrawing(copied), knows, picture, () => 'new')
  expect(here).toEqual([{ id: 'new', class: 'a', shape: box(22, 22, 20, 20) }])
  expect(pasted(copied, startDrawing([]), knows, picture, () => 'new')[0]!.shape).toEqual(box(10, 10, 20, 20))
})

/** A fixed sequence of numbers, as random as is needed here. */
function* dice(seed: number) {
  for (let state = seed; ; ) yield (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('whatever a hand does (%i), every shape is one and lies in the picture', (seed) => {
  const chance = dice(seed)
  const next = () => chance.next().value as number
  let it = hand(toolFor('polygon'), [box(10, 10, 20, 20)])
  for (let i = 0; i < 400; i++) {
    const kind = (['down', 'move', 'move', 'up', 'double', 'confirm', 'back', 'cancel'] as const)[Math.floor(next() * 8)]!
    const place = { at: [next() * 240 - 20, next() * 140 - 20] as XY, shift: next() < 0.2, alt: next() < 0.2 }
    it.give(kind === 'confirm' || kind === 'back' || kind === 'cancel' ? { type: kind } : { type: kind, ...place })
    if (next() < 0.1) it.act({ type: next() < 0.5 ? 'undo' : 'redo' })
    for (const given of it.shapes) {
      const shape = readShape(given)!
      const points = 'box' in shape ? [[shape.box[0], shape.box[1]], [shape.box[0] + shape.box[2], shape.box[1] + shape.box[3]]] : shape.polygon.flatMap((part) => (expect(part.outer.length).toBeGreaterThan(2), part.outer))
      for (const [x, y] of points as number[][]) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(picture.width + 1e-9)
        expect(y).toBeLessThanOrEqual(picture.height + 1e-9)
      }
      if ('box' in shape) expect(Math.min(shape.box[2], shape.box[3])).toBeGreaterThan(0)
    }
  }
})
