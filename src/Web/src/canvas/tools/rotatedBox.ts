import { distance, inside, tidy, type XY } from '../geometry'
import { asFarAs, holdsWithin } from '../shapes/moving'
import type { Shape } from '../shapes/shape'
import { leastSidePx } from './box'
import type { Bench, Input, Step } from './tool'

/** A rotated box is drawn by one side, dragged or clicked from end to end, and then its depth. */
export type RotatedBoxTool =
  | { name: 'rotatedBox'; state: 'idle' }
  | { name: 'rotatedBox'; state: 'pressed' | 'side'; from: XY; to: XY }
  | { name: 'rotatedBox'; state: 'depth'; from: XY; side: XY; to: XY }

export const rotatedBoxTool: RotatedBoxTool = { name: 'rotatedBox', state: 'idle' }

export function stepRotatedBox(tool: RotatedBoxTool, input: Input, bench: Bench): Step<RotatedBoxTool> {
  if (input.type === 'cancel') return { tool: rotatedBoxTool }
  if (input.type === 'back') return { tool: tool.state === 'depth' ? { name: 'rotatedBox', state: 'side', from: tool.from, to: tool.side } : rotatedBoxTool }
  if (!('at' in input) || input.type === 'double') return { tool }
  const at = inside(input.at, bench.picture)
  switch (tool.state) {
    case 'idle':
      return { tool: input.type === 'down' ? { name: 'rotatedBox', state: 'pressed', from: at, to: at } : tool }
    case 'pressed':
    case 'side':
      if (input.type === 'down') return { tool: { ...tool, state: 'pressed', to: at } }
      if (input.type === 'move' || tool.state === 'side') return { tool: { ...tool, to: at } }
      return { tool: distance(tool.from, at) < Math.max(bench.slop, leastSidePx) ? { ...tool, state: 'side', to: at } : { name: 'rotatedBox', state: 'depth', from: tool.from, side: at, to: at } }
    case 'depth':
      return input.type === 'down' ? finish(tool, at, bench) : { tool: { ...tool, to: at } }
  }
}

function finish(tool: RotatedBoxTool & { state: 'depth' }, at: XY, bench: Bench): Step<RotatedBoxTool> {
  const shape = boxOn(tool.from, tool.side, at, bench)
  return shape ? { tool: rotatedBoxTool, act: { type: 'add', objects: [{ id: bench.newId(), class: bench.class, shape }] } } : { tool }
}

/** The box with one side from place to place, as deep as it may be towards a third. */
export function boxOn(from: XY, side: XY, to: XY, { picture }: Pick<Bench, 'picture'>): (Shape & { rotatedBox: unknown }) | null {
  const width = distance(from, side)
  const [ux, uy] = [(side[0] - from[0]) / width, (side[1] - from[1]) / width]
  const deep = (place: XY) => (place[0] - from[0]) * -uy + (place[1] - from[1]) * ux
  const make = (place: XY): Shape | null => {
    const depth = deep(place)
    if (!(Math.abs(depth) >= leastSidePx)) return null
    const [cx, cy] = [(from[0] + side[0]) / 2 - (uy * depth) / 2, (from[1] + side[1]) / 2 + (ux * depth) / 2]
    return { rotatedBox: [tidy(cx), tidy(cy), tidy(width), tidy(Math.abs(depth)), tidy(((Math.atan2(uy, ux) * 180) / Math.PI + 360) % 360)] }
  }
  return asFarAs(from, to, make, (shape) => holdsWithin(shape, picture)) as (Shape & { rotatedBox: unknown }) | null
}
