import { expect, test } from 'vitest'
import { evolve, objectOf, pasted, startDrawing, type Drawing } from '../drawing'
import { ringArea, type XY } from '../geometry'
import { iou } from '../shapes/likeness'
import { holdsWithin } from '../shapes/moving'
import { readShape, ringsOf, turnedCorners, type Shape } from '../shapes/shape'
import { brushTool, eraserTool, step, toolFor } from './step'
import { cursorAt } from './cursor'
import { selectTool } from './select'
import type { Input, Tool } from './tool'

const picture = { width: 200, height: 100 }

/** A hand with a tool over a drawing. */
function hand(tool: Tool, shapes: Shape[] = [], slop = 4, names: readonly string[] = []) {
  let drawing: Drawing = startDrawing({ objects: shapes.map((shape, i) => ({ id: `s${i}`, class: 'a', shape })), properties: {} })
  let ids = 0
  const give = (input: Input) => {
    const bench = { objects: drawing.objects, locked: drawing.locked, pointNames: names, radiusPx: 5, selected: drawing.selected, picture, slop, class: 'a', newId: () => `n${++ids}` }
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
const areaOf = (shape: Shape) => ('polygon' in shape ? shape.polygon.reduce((sum, part) => sum + ringsOf(part).reduce((all, ring, i) => all + (i === 0 ? 1 : -1) * ringArea(ring), 0), 0) : 0)
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

test('a hand that trembles between the two presses of a double click leaves no vertex of its own', () => {
  const it = hand(toolFor('polygon'))
  for (const [x, y] of [[10, 10], [50, 10], [10, 50]] as const) it.click(x, y)
  it.click(12, 51)
  it.at('double', 12, 51)
  expect(it.shapes).toEqual([triangle])
  expect(it.tool.state).toBe('idle')
})

test('a double click on the first vertex closes the polygon and begins no other', () => {
  const it = hand(toolFor('polygon'))
  for (const [x, y] of [[10, 10], [50, 10], [10, 50], [10, 10], [10, 10]] as const) it.click(x, y)
  it.at('double', 10, 10)
  expect([it.shapes, it.tool.state]).toEqual([[triangle], 'idle'])
})

test('vertices taken back one by one are put back one by one, until another is placed', () => {
  const it = hand(toolFor('polygon'))
  for (const [x, y] of [[10, 10], [50, 10], [10, 50], [5, 30]] as const) it.click(x, y)
  it.give({ type: 'back' })
  it.give({ type: 'back' })
  it.give({ type: 'forth' })
  it.give({ type: 'confirm' })
  expect(it.shapes).toEqual([triangle])
  for (const [x, y] of [[110, 10], [150, 10]] as const) it.click(x, y)
  it.give({ type: 'back' })
  it.click(110, 50)
  it.give({ type: 'forth' })
  expect(it.tool).toMatchObject({ points: [[110, 10], [110, 50]] })
})

test('the next polygon begins by a click at a corner of the one just drawn, and a drag there still moves the corner', () => {
  const it = hand(toolFor('polygon'), [triangle])
  it.act({ type: 'select', ids: ['s0'] })
  it.click(51, 11)
  for (const [x, y] of [[90, 10], [90, 50]] as const) it.click(x, y)
  it.give({ type: 'confirm' })
  expect(it.shapes).toEqual([triangle, { polygon: [{ outer: [[50, 10], [90, 10], [90, 50]] }] }])
  it.drag([90, 50], [80, 60])
  expect(it.shapes[1]).toEqual({ polygon: [{ outer: [[50, 10], [90, 10], [80, 60]] }] })
  expect(it.tool.name).toBe('polygon')
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

test('another click in the same place picks what lies below, and a drag moves what is picked, not what lies on top of it', () => {
  const it = hand(selectTool, [box(20, 20, 20, 20), box(0, 0, 100, 100), box(10, 10, 60, 60)])
  const picked = () => (it.click(30, 30), it.drawing.selected)
  expect([picked(), picked(), picked(), picked()]).toEqual([['s2'], ['s1'], ['s0'], ['s2']])
  it.act({ type: 'select', ids: ['s0'] })
  it.drag([30, 30], [40, 35])
  expect(it.shapes).toEqual([box(30, 25, 20, 20), box(0, 0, 100, 100), box(10, 10, 60, 60)])
})

test('what is locked cannot be deleted', () => {
  const it = hand(selectTool, [box(10, 10, 20, 20), triangle])
  it.act({ type: 'select', ids: ['s0', 's1'] }, { type: 'lock', ids: ['s0'], on: true })
  it.give({ type: 'back' })
  expect(it.shapes).toEqual([box(10, 10, 20, 20)])
})

test('the pointer tells what a press would do', () => {
  const objects = [{ id: 'a', class: 'a', shape: box(20, 20, 40, 40) }]
  const bench = { objects, locked: new Set<string>(), selected: ['a'], picture, slop: 4, class: 'a', pointNames: [], radiusPx: 5, newId: () => 'n' }
  const over = (tool: Tool, x: number, y: number, more = {}) => cursorAt(tool, { ...bench, ...more }, [x, y])
  expect([over(selectTool, 20, 20), over(selectTool, 60, 20), over(selectTool, 40, 20), over(selectTool, 60, 40)]).toEqual(['nwse-resize', 'nesw-resize', 'ns-resize', 'ew-resize'])
  expect([over(selectTool, 35, 45), over(selectTool, 120, 80)]).toEqual(['move', 'default'])
  expect([over(toolFor('box'), 35, 45), over(toolFor('box'), 20, 20), over(brushTool, 20, 20)]).toEqual(['crosshair', 'nwse-resize', 'crosshair'])
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
  const drawing = evolve(startDrawing({ objects: [{ id: 'x', class: 'a', shape: box(0, 0, 9, 9), properties: { ripe: true, size: 3 } }], properties: {} }), { type: 'class', ids: ['x'], class: 'b', keeps: ['size'] })
  expect(objectOf(drawing, 'x')).toEqual({ id: 'x', class: 'b', shape: box(0, 0, 9, 9), properties: { size: 3 } })
})

test('a copy lies beside its original, and in its place in another task; unknown classes stay behind', () => {
  const copied = [{ id: 'x', class: 'a', shape: box(10, 10, 20, 20) }, { id: 'y', class: 'gone', shape: triangle }]
  const knows = (object: { class: string }) => object.class === 'a'
  const here = pasted(copied, { objects: copied }, knows, picture, () => 'new')
  expect(here).toEqual([{ id: 'new', class: 'a', shape: box(22, 22, 20, 20) }])
  expect(pasted(copied, { objects: [] }, knows, picture, () => 'new')[0]!.shape).toEqual(box(10, 10, 20, 20))
})

test('a rotated box is drawn by one side and its depth, dragged or clicked, and never leaves the picture', () => {
  for (const side of [(it: ReturnType<typeof hand>) => it.drag([50, 20], [90, 20]), (it: ReturnType<typeof hand>) => (it.click(50, 20), it.click(90, 20))]) {
    const it = hand(toolFor('rotatedBox'))
    side(it)
    it.click(70, 40)
    expect(it.shapes).toEqual([{ rotatedBox: [70, 30, 40, 20, 0] }])
  }
  const it = hand(toolFor('rotatedBox'))
  it.drag([20, 10], [60, 50])
  it.click(900, -900)
  const [shape] = it.shapes.map((one) => readShape(one)!)
  expect(holdsWithin(shape!, picture)).toBe(true)
})

test('a rotated box is turned by its own handle and resized about the corner across', () => {
  const it = hand(selectTool, [{ rotatedBox: [100, 50, 40, 20, 0] }])
  it.act({ type: 'select', ids: ['s0'] })
  it.drag([100, 50 - 10 - 3.5 * 4], [150, 50])
  expect(it.shapes).toEqual([{ rotatedBox: [100, 50, 40, 20, 90] }])
  const corners = turnedCorners([100, 50, 40, 20, 90])
  it.drag(corners[2]!, [corners[2]![0] - 4, corners[2]![1] + 6])
  const [, , width, height] = (it.shapes[0] as { rotatedBox: number[] }).rotatedBox
  expect([width, height]).toEqual([46, 24])
  expect(turnedCorners((it.shapes[0] as { rotatedBox: never }).rotatedBox)[0]![0]).toBeCloseTo(corners[0]![0])
})

test('a side of a box moves along its axis alone', () => {
  const it = hand(selectTool, [box(20, 20, 60, 40)])
  it.act({ type: 'select', ids: ['s0'] })
  it.drag([50, 20], [80, 10])
  it.drag([80, 35], [90, 70])
  expect(it.shapes).toEqual([box(20, 10, 70, 50)])
})

test('a line needs two places, is not closed, and keeps its ends', () => {
  const it = hand(toolFor('polyline'))
  it.click(10, 10)
  it.give({ type: 'confirm' })
  expect(it.shapes).toEqual([])
  it.click(60, 10)
  it.click(60, 60)
  it.give({ type: 'confirm' })
  expect(it.shapes).toEqual([{ polyline: [[10, 10], [60, 10], [60, 60]] }])
})

test('a line drawn with the button held follows the hand', () => {
  const it = hand(toolFor('polyline'))
  it.at('down', 10, 10)
  for (let x = 12; x <= 60; x += 2) it.at('move', x, 10 + x / 4)
  it.at('up', 60, 25)
  it.give({ type: 'confirm' })
  expect((it.shapes[0] as { polyline: XY[] }).polyline.length).toBeGreaterThan(5)
})

test('named points are placed in the order of their names, the last one ends, and Alt says that one is hidden', () => {
  const it = hand(toolFor('points'), [], 4, ['nose', 'left ear', 'right ear'])
  it.click(50, 20)
  it.click(40, 30, { alt: true })
  it.give({ type: 'back' })
  it.click(42, 30, { alt: true })
  it.click(60, 30)
  expect(it.shapes).toEqual([{ points: [{ name: 'nose', at: [50, 20], visible: true }, { name: 'left ear', at: [42, 30], visible: false }, { name: 'right ear', at: [60, 30], visible: true }] }])
  it.click(10, 10)
  it.give({ type: 'confirm' })
  expect(it.shapes[1]).toEqual({ points: [{ name: 'nose', at: [10, 10], visible: true }] })
})

test('a brush paints a polygon, adds to the one that is picked, and an eraser cuts a hole and a half', () => {
  const it = hand(brushTool)
  it.drag([50, 50], [120, 50])
  const area = () => it.shapes.map((one) => iou(readShape(one)!, readShape(one)!) && areaOf(readShape(one)!))
  const first = area()[0]!
  expect(first).toBeGreaterThan(70 * 10 * 0.95)
  expect(first).toBeLessThan(70 * 10 + Math.PI * 25 * 1.05)
  it.drag([85, 30], [85, 70])
  expect(it.shapes).toHaveLength(1)
  expect(area()[0]!).toBeGreaterThan(first + 25 * 10)
  const eraser = hand(eraserTool, [box(0, 0, 5, 5), { polygon: [{ outer: [[50, 20], [150, 20], [150, 80], [50, 80]] }] }])
  eraser.drag([100, 50], [101, 50])
  expect(eraser.shapes[1]).toMatchObject({ polygon: [{ holes: [expect.anything()] }] })
  expect(eraser.shapes[0]).toEqual(box(0, 0, 5, 5))
  eraser.drag([100, 0], [100, 99])
  expect((eraser.shapes[1] as { polygon: unknown[] }).polygon).toHaveLength(2)
})

test('a vertex near an edge of a neighbour lies on it, and Shift follows the border between two such places', () => {
  const it = hand(toolFor('polygon'), [box(100, 20, 40, 40)])
  it.click(60, 10)
  it.click(101.5, 25)
  it.click(138.5, 61, { shift: true })
  it.click(60, 90)
  it.give({ type: 'confirm' })
  const [{ outer }] = (it.shapes[1] as { polygon: [{ outer: XY[] }] }).polygon
  expect(outer).toEqual([[60, 10], [100, 25], [100, 60], [140, 60], [60, 90]])
})

test('a frame drawn around shapes picks those it holds whole, and what is locked or hidden is left alone', () => {
  const it = hand(selectTool, [box(10, 10, 20, 20), box(50, 10, 20, 20), box(90, 10, 60, 20), box(12, 50, 10, 10)])
  it.act({ type: 'lock', ids: ['s1'], on: true })
  it.drag([2, 2], [120, 80])
  expect(it.drawing.selected).toEqual(['s0', 's3'])
  it.click(60, 20)
  expect(it.drawing.selected).toEqual([])
})

test('what is picked keeps its distances when one of it reaches the edge', () => {
  const it = hand(selectTool, [box(10, 10, 20, 20), box(100, 10, 20, 20)])
  it.act({ type: 'select', ids: ['s0', 's1'] })
  it.drag([15, 25], [-200, 25])
  expect(it.shapes).toEqual([box(0, 10, 20, 20), box(90, 10, 20, 20)])
})

test('order, hiding and locking: to the front and back is undone, looks are not', () => {
  const it = hand(selectTool, [box(0, 0, 9, 9), box(1, 1, 9, 9)])
  it.act({ type: 'order', ids: ['s0'], to: 'front' }, { type: 'hide', ids: ['s1'], on: true }, { type: 'undo' })
  expect(it.drawing.objects.map((one) => one.id)).toEqual(['s0', 's1'])
  expect([...it.drawing.hidden]).toEqual(['s1'])
})

/** A fixed sequence of numbers, as random as is needed here. */
function* dice(seed: number) {
  for (let state = seed; ; ) yield (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
}

const allTools: Tool[] = [...(['box', 'rotatedBox', 'polygon', 'polyline', 'points'] as const).map(toolFor), selectTool, brushTool, eraserTool]

test.each([1, 2, 3].flatMap((seed) => allTools.map((tool) => [tool.name, seed, tool] as const)))('whatever a hand does with %s (%i), every shape is one and lies in the picture', (_, seed, tool) => {
  const chance = dice(seed)
  const next = () => chance.next().value as number
  const it = hand(tool, [box(10, 10, 20, 20), { rotatedBox: [100, 50, 30, 20, 30] }, { polyline: [[3, 3], [90, 80]] }])
  for (let i = 0; i < 120; i++) {
    const kind = (['down', 'move', 'move', 'up', 'double', 'confirm', 'back', 'forth', 'cancel'] as const)[Math.floor(next() * 9)]!
    const place = { at: [next() * 240 - 20, next() * 140 - 20] as XY, shift: next() < 0.2, alt: next() < 0.2 }
    it.give(kind === 'confirm' || kind === 'back' || kind === 'forth' || kind === 'cancel' ? { type: kind } : { type: kind, ...place })
    if (next() < 0.1) it.act({ type: next() < 0.5 ? 'undo' : 'redo' })
    for (const given of it.shapes) {
      const shape = readShape(given)!
      if ('polygon' in shape) shape.polygon.forEach((part) => expect(part.outer.length).toBeGreaterThan(2))
      expect(holdsWithin(shape, picture)).toBe(true)
      if ('box' in shape) expect(Math.min(shape.box[2], shape.box[3])).toBeGreaterThan(0)
    }
  }
})
