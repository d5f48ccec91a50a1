import { boxBetween, inside, type XY } from '../geometry'
import { boxShape } from '../shapes/shape'
import type { Bench, Input, Step } from './tool'

/** A box is drawn by dragging, or by clicking two opposite corners. */
export type BoxTool =
  | { name: 'box'; state: 'idle' }
  | { name: 'box'; state: 'pressed' | 'placing'; from: XY; to: XY }

export const boxTool: BoxTool = { name: 'box', state: 'idle' }

/** Shorter sides are a slip of the hand, in pixels of the picture. */
export const leastSidePx = 1

export function stepBox(tool: BoxTool, input: Input, bench: Bench): Step<BoxTool> {
  if (input.type === 'cancel' || input.type === 'back') return { tool: boxTool }
  if (!('at' in input) || input.type === 'double') return { tool }
  const at = inside(input.at, bench.picture)
  if (tool.state === 'idle') return { tool: input.type === 'down' ? { name: 'box', state: 'pressed', from: at, to: at } : tool }
  const so: BoxTool = { ...tool, state: input.type === 'down' ? 'pressed' : tool.state, to: at }
  return input.type === 'up' && tool.state === 'pressed' ? finish(tool.from, at, bench) : { tool: so }
}

function finish(from: XY, to: XY, { slop, class: name, newId }: Bench): Step<BoxTool> {
  const box = boxBetween(from, to)
  const isClick = box.width < slop && box.height < slop
  if (isClick || box.width < leastSidePx || box.height < leastSidePx) return { tool: { name: 'box', state: 'placing', from, to } }
  return { tool: boxTool, act: { type: 'add', objects: [{ id: newId(), class: name, shape: boxShape(box) }] } }
}
