import type { Size } from '../../tasks/view'
import { clamp, tidy, type Bounds, type XY } from '../geometry'
import { boundsOfShape, placesOf, sinCos, tidyXY, type Shape } from './shape'

/** The same shape with each of its places put elsewhere. Boxes are not made of places. */
function mapPlaces(shape: Exclude<Shape, { box: unknown } | { rotatedBox: unknown }>, to: (at: XY) => XY): Shape {
  if ('points' in shape) return { points: shape.points.map((point) => ({ ...point, at: to(point.at) })) }
  if ('polyline' in shape) return { polyline: shape.polyline.map(to) }
  return { polygon: shape.polygon.map(({ outer, holes }) => ({ outer: outer.map(to), ...(holes && { holes: holes.map((hole) => hole.map(to)) }) })) }
}

function shift(shape: Shape, dx: number, dy: number): Shape {
  if ('box' in shape) return { box: [tidy(shape.box[0] + dx), tidy(shape.box[1] + dy), shape.box[2], shape.box[3]] }
  if ('rotatedBox' in shape) {
    const [cx, cy, width, height, degrees] = shape.rotatedBox
    return { rotatedBox: [tidy(cx + dx), tidy(cy + dy), width, height, degrees] }
  }
  return mapPlaces(shape, ([x, y]) => tidyXY([x + dx, y + dy]))
}

/** As far as it can go and stay whole within the picture. */
export function moveBy(shape: Shape, dx: number, dy: number, picture: Size): Shape {
  const [byX, byY] = within(boundsOfShape(shape), dx, dy, picture)
  return shift(shape, byX, byY)
}

/** How far all of some shapes can go together. */
export function within({ x, y, width, height }: Bounds, dx: number, dy: number, picture: Size): XY {
  return [clamp(dx, -x, Math.max(-x, picture.width - x - width)), clamp(dy, -y, Math.max(-y, picture.height - y - height))]
}

/** Clockwise about its middle; the same where it would leave the picture. A box without a turn stays as it is. */
export function turnBy(shape: Shape, degrees: number, picture: Size): Shape {
  const next = turned(shape, degrees)
  return holdsWithin(next, picture) ? next : shape
}

function turned(shape: Shape, degrees: number): Shape {
  if ('box' in shape) return shape
  if ('rotatedBox' in shape) {
    const [cx, cy, width, height, before] = shape.rotatedBox
    return { rotatedBox: [cx, cy, width, height, tidy((before + degrees + 360) % 360)] }
  }
  const { x, y, width, height } = boundsOfShape(shape)
  const [cx, cy] = [x + width / 2, y + height / 2]
  const [sin, cos] = sinCos(degrees)
  return mapPlaces(shape, ([px, py]) => tidyXY([cx + (px - cx) * cos - (py - cy) * sin, cy + (px - cx) * sin + (py - cy) * cos]))
}

/** Larger or smaller about its middle; the same where it would leave the picture. */
export function scaleBy(shape: Shape, factor: number, picture: Size): Shape {
  const { x, y, width, height } = boundsOfShape(shape)
  const [cx, cy] = [x + width / 2, y + height / 2]
  const to = ([px, py]: XY): XY => tidyXY([cx + (px - cx) * factor, cy + (py - cy) * factor])
  const [left, top] = to([x, y])
  const next: Shape = 'box' in shape ? { box: [left, top, tidy(width * factor), tidy(height * factor)] }
    : 'rotatedBox' in shape ? { rotatedBox: [shape.rotatedBox[0], shape.rotatedBox[1], tidy(shape.rotatedBox[2] * factor), tidy(shape.rotatedBox[3] * factor), shape.rotatedBox[4]] }
    : mapPlaces(shape, to)
  return holdsWithin(next, picture) ? next : shape
}

const tolerancePx = 1e-6

export function holdsWithin(shape: Shape, { width, height }: Size): boolean {
  return placesOf(shape).every(([x, y]) => x >= -tolerancePx && y >= -tolerancePx && x <= width + tolerancePx && y <= height + tolerancePx)
}

/** The last shape on the way from one place to another that still fits; null when none does. */
export function asFarAs(from: XY, to: XY, make: (at: XY) => Shape | null, fits: (shape: Shape) => boolean): Shape | null {
  const whole = make(to)
  if (whole && fits(whole)) return whole
  let [least, most, best] = [0, 1, null as Shape | null]
  for (let i = 0; i < 12; i++) {
    const half = (least + most) / 2
    const next = make([from[0] + (to[0] - from[0]) * half, from[1] + (to[1] - from[1]) * half])
    if (next && fits(next)) [least, best] = [half, next]
    else most = half
  }
  return best
}
