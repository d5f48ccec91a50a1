import { objectOf } from '../drawing'
import type { XY } from '../geometry'
import type { Handle } from '../shapes/handles'
import { readShape } from '../shapes/shape'
import { handleOf, hitsAt } from './select'
import type { Bench, Tool } from './tool'

/** What the pointer looks like at a place, so that a hand knows what a press would do there. */
export function cursorAt(tool: Tool, bench: Bench, at: XY): string {
  if (tool.state === 'moving') return 'move'
  if (tool.state !== 'idle') return tool.name === 'select' ? '' : 'crosshair'
  const held = tool.name === 'brush' || tool.name === 'eraser' ? undefined : handleOf(bench, at)
  if (held) return ofHandle(held.handle, 'box' in (readShape(objectOf(bench, held.id)?.shape) ?? {}))
  if (tool.name !== 'select') return 'crosshair'
  return hitsAt(bench, at).length > 0 ? 'move' : 'default'
}

/** Sides and corners of a box that lies straight point where they can go. */
function ofHandle(handle: Handle, isStraight: boolean): string {
  if (handle.kind === 'turn') return 'grab'
  if (handle.kind === 'middle') return 'copy'
  if (handle.kind === 'vertex' || !('corner' in handle) || !isStraight) return 'pointer'
  if (handle.kind === 'side') return handle.corner % 2 === 0 ? 'ns-resize' : 'ew-resize'
  return handle.corner % 2 === 0 ? 'nwse-resize' : 'nesw-resize'
}
