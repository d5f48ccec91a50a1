import { clamp, distance, tidy, type XY } from './geometry'
import { boundsOfShape, linesOf, readShape, type Line } from './shapes/shape'
import type { Bench } from './tools/tool'

/** Onto the vertex of another shape within reach, else onto its edge, so that neighbours share their border. */
export function nearest(at: XY, bench: Pick<Bench, 'objects' | 'slop'>): XY {
  let [vertex, far] = [null as XY | null, bench.slop]
  let [edge, farOff] = [null as XY | null, bench.slop / 2]
  for (const { points, closed } of near(at, bench))
    points.forEach((one, i) => {
      if (distance(one, at) < far) [vertex, far] = [one, distance(one, at)]
      if (!closed && i + 1 === points.length) return
      const foot = footOn(at, one, points[(i + 1) % points.length]!)
      if (distance(foot, at) < farOff) [edge, farOff] = [foot, distance(foot, at)]
    })
  const best: XY = vertex ?? edge ?? at
  return [tidy(best[0]), tidy(best[1])]
}

/** The neighbour's vertices between two places of its border, the shorter way round; none where they share no neighbour. */
export function alongRing(from: XY, to: XY, bench: Pick<Bench, 'objects' | 'slop'>): readonly XY[] {
  for (const { points, closed } of near(to, bench)) {
    const [start, end] = [edgeOf(points, from), edgeOf(points, to)]
    if (!closed || start < 0 || end < 0 || start === end) continue
    const length = points.length
    const forward = pick(points, start + 1, (end - start + length) % length, 1)
    const backward = pick(points, start, (start - end + length) % length, -1)
    const way = (line: readonly XY[]) => [from, ...line, to].reduce((sum, one, i, all) => sum + (i > 0 ? distance(all[i - 1]!, one) : 0), 0)
    return (way(forward) <= way(backward) ? forward : backward).filter((one) => distance(one, from) > 0.01 && distance(one, to) > 0.01)
  }
  return []
}

function* near(at: XY, { objects, slop }: Pick<Bench, 'objects' | 'slop'>): Iterable<Line> {
  for (const object of objects) {
    const shape = readShape(object.shape)
    if (!shape) continue
    const { x, y, width, height } = boundsOfShape(shape)
    if (at[0] >= x - slop && at[1] >= y - slop && at[0] <= x + width + slop && at[1] <= y + height + slop) yield* linesOf(shape)
  }
}

const onEdgePx = 0.05

/** The edge a place lies on, by the index of its first vertex, or -1. */
const edgeOf = (points: readonly XY[], at: XY) => points.findIndex((one, i) => distance(footOn(at, one, points[(i + 1) % points.length]!), at) <= onEdgePx)

const pick = (points: readonly XY[], start: number, count: number, by: 1 | -1) =>
  Array.from({ length: count }, (_, i) => points[(start + by * i + points.length * 2) % points.length]!)

function footOn(at: XY, a: XY, b: XY): XY {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const long = dx * dx + dy * dy
  const t = long === 0 ? 0 : clamp(((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / long, 0, 1)
  return [a[0] + t * dx, a[1] + t * dy]
}
