import type { ShapeKind } from '../../specs/spec'
import { boxTool, stepBox } from './box'
import { brushTool, eraserTool, stepBrush } from './brush'
import { polygonTool, polylineTool, stepPath } from './path'
import { pointsTool, stepPoints } from './points'
import { rotatedBoxTool, stepRotatedBox } from './rotatedBox'
import { handleOf, removal, selectTool, stepSelect } from './select'
import type { XY } from '../geometry'
import type { Bench, Input, Step, Tool } from './tool'

/** One input to whatever tool is in hand. */
export function step(tool: Tool, input: Input, bench: Bench): Step {
  if (tool.name === 'select') {
    return input.type === 'up' && tool.state === 'handling' && tool.then && !tool.moved
      ? click(tool.then, { ...input, type: 'up', at: tool.from }, bench) : stepSelect(tool, input, bench)
  }
  if (tool.state === 'idle' && input.type === 'back') return { tool, act: removal(bench) }
  const paints = tool.name === 'brush' || tool.name === 'eraser'
  if (tool.state === 'idle' && input.type === 'down' && !paints && handleOf(bench, input.at)) return withHandle(tool, stepSelect(selectTool, input, bench))
  switch (tool.name) {
    case 'box':
      return stepBox(tool, input, bench)
    case 'rotatedBox':
      return stepRotatedBox(tool, input, bench)
    case 'polygon':
    case 'polyline':
      return stepPath(tool, input, bench)
    case 'points':
      return stepPoints(tool, input, bench)
    case 'brush':
    case 'eraser':
      return stepBrush(tool, input, bench)
  }
}

/** Where a neighbour that is selected has its corner the next shape begins by a click; only a drag moves the corner. */
function click(tool: Tool, up: Extract<Input, { at: XY; shift?: boolean }>, bench: Bench): Step {
  const pressed = step(tool, { ...up, type: 'down' }, { ...bench, selected: [] })
  const released = step(pressed.tool, up, bench)
  return { tool: released.tool, act: pressed.act ?? released.act }
}

/** A handle of what is selected can be dragged with any tool in hand, which is in hand again afterwards. */
function withHandle(tool: Tool, { tool: next, act }: Step): Step {
  return { tool: next.name === 'select' && next.state === 'handling' ? { ...next, then: tool } : tool, act }
}

const tools: Partial<Record<ShapeKind, Tool>> = { box: boxTool, rotatedBox: rotatedBoxTool, polygon: polygonTool, polyline: polylineTool, points: pointsTool }

/** Objects without a place, and stretches of text, are made without a tool. */
export const toolFor = (shape: ShapeKind | undefined): Tool => (shape && tools[shape]) || selectTool

export { brushTool, eraserTool }

export const isBusy = (tool: Tool) => tool.state !== 'idle'
