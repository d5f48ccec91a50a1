import clipping, { type MultiPolygon } from 'polygon-clipping'
import { boundsOfShape, linesOf, placesOf, type Shape } from './shape'
import { ringArea } from '../geometry'

/** Intersection over union of the areas of two shapes, in [0, 1]; null for shapes without an area. */
export function iou(a: Shape, b: Shape): number | null {
  if (!hasArea(a) || !hasArea(b)) return null
  const [one, other] = [boundsOfShape(a), boundsOfShape(b)]
  const apart = one.x + one.width < other.x || other.x + other.width < one.x || one.y + one.height < other.y || other.y + other.height < one.y
  if (apart) return 0
  try {
    const shared = areaOf(clipping.intersection(asMulti(a), asMulti(b)))
    const both = areaOf(clipping.union(asMulti(a), asMulti(b)))
    return both > 0 ? shared / both : null
  } catch {
    return null
  }
}

/** How many vertices were put, moved or taken away: the edit distance of the lists of places. */
export function vertexEdits(a: Shape, b: Shape): number {
  const [from, to] = [placesOf(a), placesOf(b)]
  // Long outlines are told apart by their ends: the table would grow with the product of their lengths.
  const most = 500
  if (from.length > most || to.length > most) return Math.max(from.length, to.length)
  let row = Array.from({ length: to.length + 1 }, (_, j) => j)
  from.forEach(([x, y], i) => {
    const next = [i + 1]
    to.forEach(([tx, ty], j) => next.push(Math.min(row[j]! + (x === tx && y === ty ? 0 : 1), row[j + 1]! + 1, next[j]! + 1)))
    row = next
  })
  return row.at(-1)!
}

const hasArea = (shape: Shape) => 'box' in shape || 'rotatedBox' in shape || 'polygon' in shape

function asMulti(shape: Shape): MultiPolygon {
  if ('polygon' in shape) return shape.polygon.map((part) => [part.outer, ...(part.holes ?? [])].map((ring) => ring.map(([x, y]): [number, number] => [x, y])))
  return linesOf(shape).map(({ points }) => [points.map(([x, y]): [number, number] => [x, y])])
}

function areaOf(parts: MultiPolygon): number {
  return parts.reduce((sum, [outer, ...holes]) => sum + ringArea(outer!) - holes.reduce((less, hole) => less + ringArea(hole), 0), 0)
}
