import type { ShapeKind } from '../../specs/spec'
import { boxTool, stepBox } from './box'
import { polygonTool, stepPolygon } from './polygon'
import { handleOf, selectTool, stepSelect } from './select'
import type { Bench, Input, Step, Tool } from './tool'

/** One input to whatever tool is in hand. */
export function step(tool: Tool, input: Input, bench: Bench): Step {
  if (tool.name === 'select') return stepSelect(tool, input, bench)
  if (tool.state === 'idle' && input.type === 'back') return { tool, act: { type: 'remove', ids: bench.selected } }
  if (tool.state === 'idle' && input.type === 'down' && handleOf(bench, input.at)) return withHandle(tool, stepSelect(selectTool, input, bench))
  return tool.name === 'box' ? stepBox(tool, input, bench) : stepPolygon(tool, input, bench)
}

/** A handle of what is selected can be dragged with any tool in hand, which is in hand again afterwards. */
function withHandle(tool: Tool, { tool: next, act }: Step): Step {
  return { tool: next.name === 'select' && next.state === 'handling' ? { ...next, then: tool } : tool, act }
}

/** The shapes that can be drawn here. */
export const drawable: ReadonlySet<ShapeKind> = new Set<ShapeKind>(['box', 'polygon'])

export const toolFor = (shape: ShapeKind): Tool => (shape === 'polygon' ? polygonTool : shape === 'box' ? boxTool : selectTool)

export const isBusy = (tool: Tool) => tool.state !== 'idle'
