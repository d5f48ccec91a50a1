import type { ShapeKind } from '../../specs/spec'
import { boundsOf, ringHolds, distance, distanceToEdge, tidy, type Bounds, type XY } from '../geometry'

export interface Ring {
  outer: readonly XY[]
  holes?: readonly (readonly XY[])[]
}

export interface Keypoint {
  name?: string
  at: XY
  /** False where the place is known although something hides it. */
  visible: boolean
}

type Four = readonly [x: number, y: number, width: number, height: number]
/** Turned clockwise about its centre. */
export type Turned = readonly [cx: number, cy: number, width: number, height: number, degrees: number]

/** A shape on a picture, as a label document writes it. */
export type Shape =
  | { box: Four }
  | { rotatedBox: Turned }
  | { polygon: readonly Ring[] }
  | { polyline: readonly XY[] }
  | { points: readonly Keypoint[] }

export type PolygonShape = { polygon: readonly Ring[] }

const kinds = ['box', 'rotatedBox', 'polygon', 'polyline', 'points'] as const

/** Null for what has no place on a picture. */
export function readShape(shape: unknown): Shape | null {
  return typeof shape === 'object' && shape !== null && kinds.some((kind) => kind in shape) ? (shape as Shape) : null
}

/** What a class must ask for to take this shape. */
export function kindOf(shape: unknown): ShapeKind {
  if (typeof shape !== 'object' || shape === null) return 'none'
  return 'span' in shape ? 'span' : (kinds.find((kind) => kind in shape) ?? 'none')
}

export const boxShape = ({ x, y, width, height }: Bounds): Shape => ({ box: [x, y, width, height] })

export const polygonShape = (outer: readonly XY[]): PolygonShape => ({ polygon: [{ outer }] })

/** A line through vertices; one that is closed goes on from its last to its first. */
export interface Line {
  points: readonly XY[]
  closed: boolean
}

/** The lines a shape is drawn by; points have none. */
export function linesOf(shape: Shape): readonly Line[] {
  if ('box' in shape) return [{ points: corners(shape.box), closed: true }]
  if ('rotatedBox' in shape) return [{ points: turnedCorners(shape.rotatedBox), closed: true }]
  if ('polygon' in shape) return shape.polygon.flatMap(ringsOf).map((points) => ({ points, closed: true }))
  return 'polyline' in shape ? [{ points: shape.polyline, closed: false }] : []
}

/** All places that must lie in the picture. */
export function placesOf(shape: Shape): readonly XY[] {
  return 'points' in shape ? shape.points.map((point) => point.at) : linesOf(shape).flatMap((line) => line.points)
}

const known = new WeakMap<Shape, Bounds>()

export function boundsOfShape(shape: Shape): Bounds {
  const found = known.get(shape)
  if (found) return found
  const bounds = boundsOf(placesOf(shape))
  known.set(shape, bounds)
  return bounds
}

/** Whether a place is meant to be the shape: in it, or within `slop` of its edge. */
export function isAt(shape: Shape, at: XY, slop: number): boolean {
  const { x, y, width, height } = boundsOfShape(shape)
  if (at[0] < x - slop || at[1] < y - slop || at[0] > x + width + slop || at[1] > y + height + slop) return false
  if ('points' in shape) return shape.points.some((point) => distance(point.at, at) <= slop * 2)
  const lines = linesOf(shape)
  if (lines.some(({ points, closed }) => points.some((a, i) => (closed || i + 1 < points.length) && distanceToEdge(at, a, points[(i + 1) % points.length]!) <= slop))) return true
  return lines.filter(({ points, closed }) => closed && ringHolds(points, at)).length % 2 === 1
}

export function corners([x, y, width, height]: Four): readonly XY[] {
  return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]
}

/** From the one that is top left before it turns, clockwise. */
export function turnedCorners([cx, cy, width, height, degrees]: Turned): readonly XY[] {
  const [sin, cos] = sinCos(degrees)
  return corners([-width / 2, -height / 2, width, height]).map(([dx, dy]): XY => [cx + dx * cos - dy * sin, cy + dx * sin + dy * cos])
}

export function sinCos(degrees: number): [sin: number, cos: number] {
  const radians = (degrees * Math.PI) / 180
  return [Math.sin(radians), Math.cos(radians)]
}

export const ringsOf = (part: Ring): readonly (readonly XY[])[] => [part.outer, ...(part.holes ?? [])]

export const tidyXY = ([x, y]: XY): XY => [tidy(x), tidy(y)]
