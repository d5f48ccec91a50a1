import { expect, test } from 'vitest'
import { fit, pan, partOf, resized, viewOfPart, zoomAt } from './view'

const [picture, stage] = [{ width: 4_000, height: 1_000 }, { width: 832, height: 632 }]

test('a picture fits with its aspect, in the middle', () => {
  const view = fit(picture, stage)
  expect(view.scale).toBeCloseTo(0.2)
  expect(view).toMatchObject({ x: 16, y: 216 })
})

test('a tiny picture is made large', () => {
  expect(fit({ width: 28, height: 28 }, stage).scale).toBeCloseTo(600 / 28)
})

test('what is under the pointer stays under it while zooming', () => {
  const before = fit(picture, stage)
  const at = { x: 300, y: 300 }
  const after = zoomAt(before, 3, at, picture, stage)
  expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale)
  expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale)
})

test('zooming out ends with the whole picture', () => {
  const near = zoomAt(fit(picture, stage), 8, { x: 10, y: 10 }, picture, stage)
  expect(zoomAt(near, 0.001, { x: 700, y: 600 }, picture, stage)).toEqual(fit(picture, stage))
})

test('a picture cannot be lost off the stage', () => {
  const near = zoomAt(fit(picture, stage), 4, { x: 416, y: 316 }, picture, stage)
  const far = pan(near, { x: 1e6, y: -1e6 }, picture, stage)
  expect(far.x).toBeLessThanOrEqual(stage.width / 2)
  expect(far.y + picture.height * far.scale).toBeGreaterThanOrEqual(stage.height / 2)
})

const middleOf = ({ scale, x, y }: { scale: number; x: number; y: number }, { width, height }: typeof stage) => [(width / 2 - x) / scale, (height / 2 - y) / scale]

test('a stage that becomes narrower, as for the guideline, shows the same place as large as before', () => {
  const near = zoomAt(fit(picture, stage), 8, { x: 300, y: 300 }, picture, stage)
  const narrow = { width: 452, height: 632 }
  const after = resized(near, stage, narrow, picture)
  expect(after.scale).toBe(near.scale)
  expect(middleOf(after, narrow)[0]).toBeCloseTo(middleOf(near, stage)[0]!)
  expect(resized(fit(picture, stage), stage, narrow, picture)).toEqual(fit(picture, narrow))
})

test('the same part is seen of a picture of another size, and of a whole one the whole', () => {
  const near = zoomAt(fit(picture, stage), 4, { x: 300, y: 300 }, picture, stage)
  const half = { width: 2_000, height: 500 }
  const next = viewOfPart(partOf(near, picture, stage), half, stage)
  expect(next.scale).toBeCloseTo(near.scale * 2)
  expect(middleOf(next, stage)[0]! / 2_000).toBeCloseTo(middleOf(near, stage)[0]! / 4_000)
  expect(viewOfPart(partOf(fit(picture, stage), picture, stage), { width: 30, height: 90 }, stage)).toEqual(fit({ width: 30, height: 90 }, stage))
})
