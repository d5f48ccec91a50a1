// @vitest-environment jsdom
import { renderHook } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { nothingSaid, type LabelDocument } from '../labels/labels'
import type { DataSpec } from '../specs/spec'
import type { XY } from './geometry'
import type { KeptAct } from './restored'
import { brushTool } from './tools/step'
import { useDrawing } from './useDrawing'

const spec: DataSpec = {
  media: 'image', properties: [],
  classes: [
    { name: 'cell', shape: 'polygon' }, { name: 'nucleus', shape: 'polygon' }, { name: 'eye', shape: 'box' }, { name: 'fog', shape: 'none' },
  ],
}

beforeEach(() => localStorage.clear())

/** Somebody with a picture on screen. */
function atWork(labels: LabelDocument = nothingSaid, lookingBack = false) {
  let now = labels
  const { result } = renderHook(() => useDrawing({
    spec, canvas: { current: null }, task: { id: 't', lease: { id: 'l' } }, labels, kept: [], lookingBack, brushPx: 8, changed: (next) => (now = next),
  }))
  const it = result.current
  it.shown({ width: 200, height: 100 })
  return {
    it,
    click: (...places: XY[]) => places.forEach((at) => (it.give({ type: 'down', at }), it.give({ type: 'up', at }))),
    get drawn() { return now.objects.map((one) => one.class) },
  }
}
const corners: XY[] = [[10, 10], [50, 10], [10, 50]]

test('a class picked while an outline is drawn is the class of that outline', () => {
  const one = atWork()
  one.click(...corners)
  one.it.pickClass(1)
  one.it.give({ type: 'confirm' })
  expect(one.drawn).toEqual(['nucleus'])
})

test.each([
  ['a class of another shape is picked', (it: ReturnType<typeof atWork>['it']) => it.pickClass(2)],
  ['the hand changes to picking', (it: ReturnType<typeof atWork>['it']) => it.selectTool()],
  ['another shape is picked from the list', (it: ReturnType<typeof atWork>['it']) => it.selectNext(1)],
  ['the brush is taken', (it: ReturnType<typeof atWork>['it']) => it.take(brushTool)],
  ['something is pasted', (it: ReturnType<typeof atWork>['it']) => it.duplicate()],
])('an outline that is drawn far enough is not lost when %s', (_, does) => {
  const one = atWork({ objects: [{ id: 'a', class: 'eye', shape: { box: [120, 20, 30, 30] } }], properties: {} })
  one.it.pickClass(0)
  one.click(...corners)
  does(one.it)
  expect(one.drawn).toContain('cell')
})

test('what has no place is made beside what is drawn, which keeps its class', () => {
  const one = atWork()
  one.it.pickClass(3)
  one.click(...corners)
  one.it.give({ type: 'confirm' })
  expect(one.drawn).toEqual(['fog', 'cell'])
})

test('the brush stays in hand from class to class', () => {
  const one = atWork()
  one.it.take(brushTool)
  one.it.pickClass(1)
  expect([one.it.tool.name, one.it.className]).toEqual(['brush', 'nucleus'])
})

test('what is locked is neither moved nor given another class', () => {
  const labels = { objects: [{ id: 'a', class: 'cell', shape: { polygon: [{ outer: corners }] } }], properties: {} }
  const one = atWork(labels)
  one.it.selectTool()
  one.it.act({ type: 'select', ids: ['a'] })
  one.it.act({ type: 'lock', ids: ['a'], on: true })
  one.it.nudge(5, 0)
  one.it.pickClass(1)
  expect(one.it.drawing.objects).toEqual(labels.objects)
})

test('what was handed in can be copied from, whole, and neither cut nor pasted over', () => {
  const labels = { objects: [{ id: 'a', class: 'cell', shape: { polygon: [{ outer: corners }] } }], properties: {} }
  const one = atWork(labels, true)
  const data = new Map<string, string>()
  const give = (type: string) => window.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), { clipboardData: { setData: (kind: string, text: string) => data.set(kind, text), getData: (kind: string) => data.get(kind) ?? '' } }))
  give('cut')
  give('paste')
  expect(JSON.parse(data.get('text/plain')!)).toEqual({ 'labelwise-objects': labels.objects })
  expect(one.it.drawing.objects).toEqual(labels.objects)
})

test('a touch that the system takes away takes its own press along, and no vertex before it', () => {
  const one = atWork()
  one.click(...corners)
  one.it.give({ type: 'down', at: [30, 80] })
  one.it.give({ type: 'unpress' })
  one.it.give({ type: 'confirm' })
  expect(one.it.drawing.objects[0]?.shape).toEqual({ polygon: [{ outer: corners }] })
})

test('an outline half drawn is there again after the page was loaded anew, and is kept no longer than it is one', () => {
  const before = atWork()
  before.it.pickClass(1)
  before.click(...corners)
  const after = atWork()
  expect([after.it.className, after.it.tool]).toMatchObject(['nucleus', { name: 'polygon', state: 'placing', points: corners }])
  after.it.give({ type: 'confirm' })
  expect(after.drawn).toEqual(['nucleus'])
  expect(atWork().it.tool.state).toBe('idle')
})

test('an outline half drawn goes on under another hold of the same task', () => {
  let now = nothingSaid
  const { result, rerender } = renderHook(({ lease }) => useDrawing({
    spec, canvas: { current: null }, task: { id: 't', lease: { id: lease } }, labels: nothingSaid, kept: [], lookingBack: false, brushPx: 8, changed: (next) => (now = next),
  }), { initialProps: { lease: 'l' } })
  result.current.shown({ width: 200, height: 100 })
  for (const at of corners.slice(0, 2)) (result.current.give({ type: 'down', at }), result.current.give({ type: 'up', at }))
  rerender({ lease: 'anew' })
  for (const at of corners.slice(2)) (result.current.give({ type: 'down', at }), result.current.give({ type: 'up', at }))
  result.current.give({ type: 'confirm' })
  expect(now.objects.map((one) => one.shape)).toEqual([{ polygon: [{ outer: corners }] }])
})

test('who was drawing when the page went goes on drawing, of the same class; who was picking goes on picking', () => {
  const labels: LabelDocument = { objects: [{ id: 'a', class: 'nucleus', shape: { polygon: [{ outer: corners }] } }], properties: {} }
  const add = { start: nothingSaid, act: { type: 'add' as const, objects: labels.objects } }
  const opened = (kept: readonly KeptAct[]) => renderHook(() => useDrawing({
    spec, canvas: { current: null }, task: { id: 't', lease: { id: 'l' } }, labels, kept, lookingBack: false, brushPx: 8, changed() {},
  })).result.current
  expect([opened([add]).tool.name, opened([add]).className]).toEqual(['polygon', 'nucleus'])
  expect(opened([add, { act: { type: 'class', ids: ['a'], class: 'nucleus', keeps: [] } }]).tool.name).toBe('select')
  expect(opened([]).tool.name).toBe('select')
})
