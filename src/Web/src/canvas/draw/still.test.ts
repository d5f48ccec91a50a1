import { expect, test } from 'vitest'
import type { LabelObject } from '../../labels/labels'
import { changedStill } from './still'
import type { Looks, Scene } from './scene'

const looks: Looks = { colours: new Map(), skeletons: new Map() }
const box = (id: string, x = 0): LabelObject => ({ id, class: 'a', shape: { box: [x, 0, 10, 10] } })
const [a, b, c] = [box('a'), box('b', 20), box('c', 40)]
const scene = (objects: readonly LabelObject[], more: Partial<Scene> = {}): Scene => ({
  objects, selected: [], suggested: new Set(), looks, dragged: new Map(), tool: { name: 'select', state: 'idle' }, colour: '', pointNames: [], radiusPx: 1, crosshair: false, magnifier: false, ...more,
})
const changed = (before: Scene, after: Scene) => changedStill(before, after)?.map((shape) => ('box' in shape ? shape.box[0] : NaN))

test('what is in the hand changes nothing of what lies still', () => {
  expect(changed(scene([a, b, c], { selected: ['b'] }), scene([a, box('b', 25), c], { selected: ['b'] }))).toEqual([])
  expect(changed(scene([a, b, c]), scene([a, b, c]))).toEqual([])
})

test('only what comes, goes or looks otherwise is drawn anew, where it was and where it is', () => {
  expect(changed(scene([a, b, c]), scene([a, b, c], { selected: ['b'] }))).toEqual([20])
  expect(changed(scene([a, b]), scene([a, box('b', 30), c]))).toEqual([20, 30, 40])
  expect(changed(scene([a, b], { suggested: new Set(['a']) }), scene([a, b], { suggested: new Set() }))).toEqual([0, 0])
})

test('another order, other colours or very many changes mean all of it', () => {
  expect(changedStill(scene([a, b, c]), scene([b, a, c]))).toBeNull()
  expect(changedStill(scene([a]), scene([a], { looks: { ...looks } }))).toBeNull()
  expect(changedStill(scene([a]), scene([a, ...Array.from({ length: 60 }, (_, i) => box(`n${i}`, i))]))).toBeNull()
})
