import type { Size } from '../tasks/view'
import { boundsOf, boxBetween, clamp, distance, distanceToEdge, inside, middle, ringHolds, tidy, type Bounds, type XY } from './geometry'

export interface Ring {
  outer: readonly XY[]
  holes?: readonly (readonly XY[])[]
}

/** As a label document writes it. */
export type Shape = { box: readonly [x: number, y: number, width: number, height: number] } | { polygon: readonly Ring[] }

/** Something of a shape that can be dragged. A middle between two vertices becomes one when it is. */
export type Handle =
  | { kind: 'corner'; at: XY; corner: number }
  | { kind: 'vertex' | 'middle'; at: XY; part: number; ring: number; index: number }

/** Null for a shape that is not drawn here. */
export function readShape(shape: unknown): Shape | null {
  if (typeof shape !== 'object' || shape === null) return null
  return 'box' in shape || 'polygon' in shape ? (shape as Shape) : null
}

export const boxShape = ({ x, y, width, height }: Bounds): Shape => ({ box: [x, y, width, height] })

export const polygonShape = (outer: readonly XY[]): Shape => ({ polygon: [{ outer }] })

/** The closed lines a shape is drawn by. */
export function outlines(shape: Shape): readonly (readonly XY[])[] {
  return 'box' in shape ? [corners(shape.box)] : shape.polygon.flatMap((part) => ringsOf(part))
}

export function boundsOfShape(shape: Shape): Bounds {
  return boundsOf(outlines(shape).flat())
}

/** Whether a place is meant to be the shape: in it, or within `slop` of its edge. */
export function isAt(shape: Shape, at: XY, slop: number): boolean {
  const lines = outlines(shape)
  if (lines.some((line) => line.some((a, i) => distanceToEdge(at, a, line[(i + 1) % line.length]!) <= slop))) return true
  return lines.filter((line) => ringHolds(line, at)).length % 2 === 1
}

export function handles(shape: Shape): Handle[] {
  if ('box' in shape) return corners(shape.box).map((at, corner) => ({ kind: 'corner', at, corner }))
  const rings = shape.polygon.flatMap((part, p) => ringsOf(part).map((line, r) => ({ line, part: p, ring: r })))
  const vertices = rings.flatMap(({ line, ...where }) => line.map((at, index): Handle => ({ kind: 'vertex', at, ...where, index })))
  const middles = rings.flatMap(({ line, ...where }) =>
    line.map((at, index): Handle => ({ kind: 'middle', at: middle(at, line[(index + 1) % line.length]!), ...where, index })))
  return [...vertices, ...middles]
}

/** The nearest within reach; vertices before middles. */
export function handleAt(shape: Shape, at: XY, slop: number): Handle | undefined {
  return handles(shape)
    .map((handle) => ({ handle, far: distance(handle.at, at) + (handle.kind === 'middle' ? slop / 2 : 0) }))
    .filter(({ far }) => far <= slop)
    .sort((a, b) => a.far - b.far)[0]?.handle
}

export function dragHandle(shape: Shape, handle: Handle, to: XY, picture: Size): Shape {
  const at = tidyXY(inside(to, picture))
  if ('box' in shape) {
    if (handle.kind !== 'corner') return shape
    const box = boxBetween(corners(shape.box)[(handle.corner + 2) % 4]!, at)
    return box.width > 0 && box.height > 0 ? boxShape(box) : shape
  }
  if (handle.kind === 'corner') return shape
  const { index, kind } = handle
  return onRing(shape, handle, (line) =>
    kind === 'vertex' ? line.map((vertex, i) => (i === index ? at : vertex)) : [...line.slice(0, index + 1), at, ...line.slice(index + 1)])
}

/** Null when nothing would be left of the shape. A ring needs three vertices; a hole that has fewer goes. */
export function deleteVertex(shape: Shape, handle: Handle): Shape | null {
  if ('box' in shape || handle.kind !== 'vertex') return shape
  const { part, ring, index } = handle
  const rest = ringsOf(shape.polygon[part]!)[ring]!.filter((_, i) => i !== index)
  if (rest.length >= 3) return onRing(shape, handle, () => rest)
  const parts = shape.polygon.flatMap((one, p) =>
    p !== part ? [one] : ring === 0 ? [] : [{ ...one, holes: one.holes!.filter((_, h) => h !== ring - 1) }])
  return parts.length > 0 ? { polygon: parts } : null
}

/** As far as it can go and stay whole within the picture. */
export function moveBy(shape: Shape, dx: number, dy: number, picture: Size): Shape {
  const { x, y, width, height } = boundsOfShape(shape)
  const byX = clamp(dx, -x, Math.max(-x, picture.width - x - width))
  const byY = clamp(dy, -y, Math.max(-y, picture.height - y - height))
  const moved = (line: readonly XY[]) => line.map(([px, py]) => tidyXY([px + byX, py + byY]))
  if ('box' in shape) return { box: [tidy(x + byX), tidy(y + byY), shape.box[2], shape.box[3]] }
  return { polygon: shape.polygon.map((part) => ({ outer: moved(part.outer), ...(part.holes && { holes: part.holes.map(moved) }) })) }
}

function corners([x, y, width, height]: readonly [number, number, number, number]): readonly XY[] {
  return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]
}

const ringsOf = (part: Ring) => [part.outer, ...(part.holes ?? [])]

function onRing(shape: { polygon: readonly Ring[] }, { part, ring }: { part: number; ring: number }, change: (line: readonly XY[]) => readonly XY[]): Shape {
  return {
    polygon: shape.polygon.map((one, p) =>
      p !== part ? one : ring === 0 ? { ...one, outer: change(one.outer) } : { ...one, holes: one.holes!.map((hole, h) => (h === ring - 1 ? change(hole) : hole)) }),
  }
}

const tidyXY = ([x, y]: XY): XY => [tidy(x), tidy(y)]
