import { distanceToEdge, ringArea, type XY } from '../geometry'
import { ringsOf, type Shape } from './shape'

/** Fewer vertices, none of which moves; no place on the old line is farther than `tolerancePx` from the new one. */
export function simplify(shape: Shape, tolerancePx: number): Shape {
  if ('polyline' in shape) return { polyline: simplifyLine(shape.polyline, tolerancePx) }
  if (!('polygon' in shape)) return shape
  return {
    polygon: shape.polygon.map((part) => {
      const [outer, ...holes] = ringsOf(part).map((ring) => simplifyRing(ring, tolerancePx))
      return { outer: outer!, ...(holes.length > 0 && { holes }) }
    }),
  }
}

/** @remarks Douglas and Peucker 1973, doi:10.3138/FM57-6770-U75U-7727. */
export function simplifyLine(line: readonly XY[], tolerancePx: number): readonly XY[] {
  if (line.length < 3) return line
  const keeps = new Set([0, line.length - 1])
  const open: [number, number][] = [[0, line.length - 1]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [first, last] = next
    let [farthest, far] = [-1, tolerancePx]
    for (let i = first + 1; i < last; i++) {
      const here = distanceToEdge(line[i]!, line[first]!, line[last]!)
      if (here > far) [farthest, far] = [i, here]
    }
    if (farthest < 0) continue
    keeps.add(farthest)
    open.push([first, farthest], [farthest, last])
  }
  return line.filter((_, i) => keeps.has(i))
}

/** A ring stays one: what would be left of it without an area stays as it was. */
export function simplifyRing(ring: readonly XY[], tolerancePx: number): readonly XY[] {
  if (ring.length < 4) return ring
  // Cut where it is widest, so that the cut is no corner by chance.
  const start = ring[0]!
  let [across, far] = [1, 0]
  ring.forEach(([x, y], i) => {
    const here = Math.hypot(x - start[0], y - start[1])
    if (here > far) [across, far] = [i, here]
  })
  const there = simplifyLine(ring.slice(0, across + 1), tolerancePx)
  const back = simplifyLine([...ring.slice(across), start], tolerancePx)
  const next = [...there, ...back.slice(1, -1)]
  return next.length >= 3 && ringArea(next) > 0 ? next : ring
}
