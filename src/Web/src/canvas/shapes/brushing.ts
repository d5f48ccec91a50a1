import clipping, { type MultiPolygon } from 'polygon-clipping'
import type { Size } from '../../tasks/view'
import { clamp, distance, ringArea, type XY } from '../geometry'
import { simplifyLine, simplifyRing } from './simplify'
import { ringsOf, tidyXY, type PolygonShape, type Ring } from './shape'

/** How round the end of a brush is. */
const roundVertices = 24
/** Crumbs smaller than this are no part of what was meant, in square pixels. */
const leastAreaPx = 1

/** What a round brush covers on its way, cut at the edges of the picture; nothing for a way of no places. */
export function strokeOf(way: readonly XY[], radiusPx: number, picture: Size): readonly Ring[] {
  const line = simplifyLine(way, radiusPx / 16)
  const steps = line.length < 2 ? line.map((at): [XY, XY] => [at, at]) : line.slice(1).map((at, i): [XY, XY] => [line[i]!, at])
  const [first, ...others] = steps.map(([from, to]) => [[capsule(from, to, radiusPx)]] as MultiPolygon)
  if (!first) return []
  const whole: MultiPolygon = [[[[0, 0], [picture.width, 0], [picture.width, picture.height], [0, picture.height]]]]
  return tidyRings(clipping.intersection(clipping.union(first, ...others), whole), radiusPx / 30)
}

/** Null where nothing is left. */
export function combine(how: 'union' | 'difference', shape: readonly Ring[], other: readonly Ring[], tolerancePx: number): PolygonShape | null {
  const parts = tidyRings(clipping[how](asMulti(shape), asMulti(other)), tolerancePx)
  return parts.length > 0 ? { polygon: parts } : null
}

const asMulti = (parts: readonly Ring[]): MultiPolygon => parts.map((part) => ringsOf(part).map((ring) => ring.map(([x, y]): [number, number] => [x, y])))

/** As a label document writes them: rings that do not repeat their first vertex, without crumbs. */
function tidyRings(found: MultiPolygon, tolerancePx: number): Ring[] {
  return found.flatMap((rings) => {
    const [outer, ...holes] = rings.map((ring) => simplifyRing(distinct(ring.slice(0, -1).map(tidyXY)), tolerancePx))
    const kept = holes.filter((hole) => hole.length >= 3 && ringArea(hole) >= leastAreaPx)
    return outer && outer.length >= 3 && ringArea(outer) >= leastAreaPx ? [{ outer, ...(kept.length > 0 && { holes: kept }) }] : []
  })
}

function distinct(ring: readonly XY[]): readonly XY[] {
  return ring.filter((at, i) => distance(at, ring[(i + 1) % ring.length]!) > 0)
}

/** All places within a radius of a line. */
function capsule(from: XY, to: XY, radiusPx: number): [number, number][] {
  const towards = Math.atan2(to[1] - from[1], to[0] - from[0])
  return Array.from({ length: roundVertices }, (_, i): [number, number] => {
    const half = i < roundVertices / 2
    const angle = towards + Math.PI / 2 + (Math.PI * (half ? i : i - roundVertices / 2)) / (roundVertices / 2 - 1) + (half ? 0 : Math.PI)
    const [x, y] = half ? from : to
    return [snapped(x + radiusPx * Math.cos(angle)), snapped(y + radiusPx * Math.sin(angle))]
  })
}

/** Places that differ by less than can be told would only make the crossing of lines ill-conditioned. */
const snapped = (value: number) => clamp(Math.round(value * 256) / 256, -1e6, 1e6)
