import type { Point, Size } from '../tasks/view'

/** All in pixels of the upright picture, origin at its top left corner. */
export type XY = readonly [x: number, y: number]

export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

export const xy = ({ x, y }: Point): XY => [x, y]

/** To a hundredth of a pixel: what a hand places is no finer, and the document stays short. */
export const tidy = (value: number) => Math.round(value * 100) / 100

export const inside = ([x, y]: XY, { width, height }: Size): XY => [clamp(x, 0, width), clamp(y, 0, height)]

export const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

export const distance = ([ax, ay]: XY, [bx, by]: XY) => Math.hypot(ax - bx, ay - by)

export const middle = ([ax, ay]: XY, [bx, by]: XY): XY => [tidy((ax + bx) / 2), tidy((ay + by) / 2)]

/** The box between two opposite corners, whichever they are. */
export function boxBetween([ax, ay]: XY, [bx, by]: XY): Bounds {
  return { x: tidy(Math.min(ax, bx)), y: tidy(Math.min(ay, by)), width: tidy(Math.abs(ax - bx)), height: tidy(Math.abs(ay - by)) }
}

export function boundsOf(points: readonly XY[]): Bounds {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** By the even-odd rule. */
export function ringHolds(ring: readonly XY[], [x, y]: XY): boolean {
  let holds = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[ax, ay], [bx, by]] = [ring[i]!, ring[j]!]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) holds = !holds
  }
  return holds
}

/** From a place to the nearest place between two others. */
export function distanceToEdge(at: XY, a: XY, b: XY): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const long = dx * dx + dy * dy
  const t = long === 0 ? 0 : clamp(((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / long, 0, 1)
  return distance(at, [a[0] + t * dx, a[1] + t * dy])
}

/** By the shoelace formula, without a sign. */
export function ringArea(ring: readonly XY[]): number {
  let twice = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) twice += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1]
  return Math.abs(twice) / 2
}
