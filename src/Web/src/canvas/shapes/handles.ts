import type { Size } from '../../tasks/view'
import { boxBetween, distance, inside, middle, tidy, type XY } from '../geometry'
import { holdsWithin, asFarAs } from './moving'
import { boxShape, corners, linesOf, ringsOf, sinCos, tidyXY, turnedCorners, type Ring, type Shape, type Turned } from './shape'

/** Something of a shape that can be dragged. A middle between two vertices becomes one when it is. */
export type Handle =
  | { kind: 'corner' | 'side'; at: XY; corner: number }
  | { kind: 'turn'; at: XY }
  | { kind: 'vertex' | 'middle'; at: XY; part: number; ring: number; index: number }

/** How far the handle that turns a box stands off its upper side, in reaches of a hand. */
const turnReach = 3.5

/** @param slop How near is meant, in pixels of the picture. */
export function handles(shape: Shape, slop = 0): Handle[] {
  if ('box' in shape || 'rotatedBox' in shape) {
    const all = 'box' in shape ? corners(shape.box) : turnedCorners(shape.rotatedBox)
    const ends = all.map((at, corner): Handle => ({ kind: 'corner', at, corner }))
    const sides = all.map((at, corner): Handle => ({ kind: 'side', at: middle(at, all[(corner + 1) % 4]!), corner }))
    return 'box' in shape ? [...ends, ...sides] : [...ends, ...sides, turnHandle(shape.rotatedBox, slop)]
  }
  if ('points' in shape) return shape.points.map(({ at }, index) => ({ kind: 'vertex', at, part: 0, ring: 0, index }))
  const lines = linesPlaced(shape)
  const vertices = lines.flatMap(({ points, closed: _, ...where }) => points.map((at, index): Handle => ({ kind: 'vertex', at, ...where, index })))
  const middles = lines.flatMap(({ points, closed, ...where }) =>
    points.slice(0, closed ? undefined : -1).map((at, index): Handle => ({ kind: 'middle', at: middle(at, points[(index + 1) % points.length]!), ...where, index })))
  return [...vertices, ...middles]
}

/** The nearest within reach; vertices before middles. */
export function handleAt(shape: Shape, at: XY, slop: number): Handle | undefined {
  return handles(shape, slop)
    .map((handle) => ({ handle, far: distance(handle.at, at) + (handle.kind === 'middle' || handle.kind === 'side' ? slop / 2 : 0) }))
    .filter(({ far }) => far <= slop)
    .sort((a, b) => a.far - b.far)[0]?.handle
}

export function dragHandle(shape: Shape, handle: Handle, to: XY, picture: Size): Shape {
  const at = tidyXY(inside(to, picture))
  if ('box' in shape) return dragBox(shape, handle, at)
  if ('rotatedBox' in shape) return asFarAs(handle.at, to, (place) => dragTurned(shape.rotatedBox, handle, place), (next) => holdsWithin(next, picture)) ?? shape
  if (handle.kind !== 'vertex' && handle.kind !== 'middle') return shape
  const { index, kind } = handle
  if ('points' in shape) return { points: shape.points.map((point, i) => (i === index ? { ...point, at } : point)) }
  return onLine(shape, handle, (line) =>
    kind === 'vertex' ? line.map((vertex, i) => (i === index ? at : vertex)) : [...line.slice(0, index + 1), at, ...line.slice(index + 1)])
}

/** Null when nothing would be left of the shape. A ring needs three vertices, a line two; a hole that has fewer goes. */
export function deleteVertex(shape: Shape, handle: Handle): Shape | null {
  if (handle.kind !== 'vertex') return shape
  const { part, ring, index } = handle
  const without = <T>(list: readonly T[]) => list.filter((_, i) => i !== index)
  if ('points' in shape) return shape.points.length > 1 ? { points: without(shape.points) } : null
  if ('polyline' in shape) return shape.polyline.length > 2 ? { polyline: without(shape.polyline) } : null
  if (!('polygon' in shape)) return shape
  const rest = without(ringsOf(shape.polygon[part]!)[ring]!)
  if (rest.length >= 3) return onLine(shape, handle, () => rest)
  const parts = shape.polygon.flatMap((one, p) =>
    p !== part ? [one] : ring === 0 ? [] : [{ ...one, holes: one.holes!.filter((_, h) => h !== ring - 1) }])
  return parts.length > 0 ? { polygon: parts } : null
}

function dragBox(shape: Shape & { box: unknown }, handle: Handle, at: XY): Shape {
  if (handle.kind !== 'corner' && handle.kind !== 'side') return shape
  const all = corners(shape.box as Parameters<typeof corners>[0])
  const across = all[(handle.corner + 2) % 4]!
  const near = all[handle.corner]!
  // A side moves along one axis only: the upper and lower ones (0, 2) up and down.
  const to: XY = handle.kind === 'corner' ? at : handle.corner % 2 === 0 ? [near[0], at[1]] : [at[0], near[1]]
  const box = boxBetween(across, to)
  return box.width > 0 && box.height > 0 ? boxShape(box) : shape
}

function dragTurned(box: Turned, handle: Handle, at: XY): Shape | null {
  const [cx, cy, width, height, degrees] = box
  if (handle.kind === 'turn') return { rotatedBox: [cx, cy, width, height, degreesTo([cx, cy], at)] }
  if (handle.kind !== 'corner' && handle.kind !== 'side') return null
  // In the box's own frame, where it lies straight: the corner across stays where it is.
  const [sin, cos] = sinCos(degrees)
  const own = ([x, y]: XY): XY => [(x - cx) * cos + (y - cy) * sin, (y - cy) * cos - (x - cx) * sin]
  const straight = corners([-width / 2, -height / 2, width, height])
  const [across, near, to] = [straight[(handle.corner + 2) % 4]!, straight[handle.corner]!, own(at)]
  const end: XY = handle.kind === 'corner' ? to : handle.corner % 2 === 0 ? [near[0], to[1]] : [to[0], near[1]]
  const next = boxBetween(across, end)
  if (next.width < 0.5 || next.height < 0.5) return null
  const [mx, my] = [(across[0] + end[0]) / 2, (across[1] + end[1]) / 2]
  return { rotatedBox: [tidy(cx + mx * cos - my * sin), tidy(cy + mx * sin + my * cos), next.width, next.height, degrees] }
}

/** Clockwise from straight up, in [0, 360). */
export function degreesTo([cx, cy]: XY, [x, y]: XY): number {
  return tidy(((Math.atan2(x - cx, cy - y) * 180) / Math.PI + 360) % 360)
}

function turnHandle([cx, cy, , height, degrees]: Turned, slop: number): Handle {
  const [sin, cos] = sinCos(degrees)
  const far = height / 2 + slop * turnReach
  return { kind: 'turn', at: [cx + far * sin, cy - far * cos] }
}

function linesPlaced(shape: Shape) {
  if (!('polygon' in shape)) return linesOf(shape).map((line) => ({ ...line, part: 0, ring: 0 }))
  return shape.polygon.flatMap((part, p) => ringsOf(part).map((points, r) => ({ points, closed: true, part: p, ring: r })))
}

function onLine(shape: Shape, { part, ring }: { part: number; ring: number }, change: (line: readonly XY[]) => readonly XY[]): Shape {
  if ('polyline' in shape) return { polyline: change(shape.polyline) }
  if (!('polygon' in shape)) return shape
  const ofPart = (one: Ring): Ring =>
    ring === 0 ? { ...one, outer: change(one.outer) } : { ...one, holes: one.holes!.map((hole, h) => (h === ring - 1 ? change(hole) : hole)) }
  return { polygon: shape.polygon.map((one, p) => (p === part ? ofPart(one) : one)) }
}
