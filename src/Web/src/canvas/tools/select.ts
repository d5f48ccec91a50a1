import { distance, type XY } from '../geometry'
import type { LabelObject } from '../../labels/labels'
import { deleteVertex, dragHandle, handleAt, isAt, moveBy, readShape, type Handle, type Shape } from '../shapes'
import type { Bench, Input, Step, Tool } from './tool'

/** Picks shapes, moves them, and drags their corners and vertices. */
export type SelectTool =
  | { name: 'select'; state: 'idle'; picked?: { id: string; handle: Handle } }
  | { name: 'select'; state: 'pressed' | 'moving'; ids: readonly string[]; from: XY; to: XY }
  | { name: 'select'; state: 'handling'; id: string; handle: Handle; from: XY; to: XY; moved: boolean; then?: Tool }

export const selectTool = { name: 'select', state: 'idle' } as const satisfies SelectTool

export function stepSelect(tool: SelectTool, input: Input, bench: Bench): Step {
  if (input.type === 'cancel') return tool.state === 'idle' ? { tool: selectTool, act: { type: 'select', ids: [] } } : { tool: after(tool) }
  if (input.type === 'back') return remove(tool, bench)
  if (!('at' in input) || input.type === 'double') return { tool }
  if (input.type === 'down') return press(input, bench)
  if (tool.state === 'idle') return { tool }
  if (input.type === 'move') return { tool: follow(tool, input.at, bench.slop) }
  return release(follow(tool, input.at, bench.slop), bench)
}

/** The shapes as they are while one is dragged. */
export function dragged(tool: SelectTool, { objects, picture }: Pick<Bench, 'objects' | 'picture'>): Map<string, Shape> {
  const found = new Map<string, Shape>()
  for (const { id, shape: given } of objects) {
    const shape = readShape(given)
    if (!shape) continue
    if (tool.state === 'moving' && tool.ids.includes(id)) found.set(id, moveBy(shape, tool.to[0] - tool.from[0], tool.to[1] - tool.from[1], picture))
    if (tool.state === 'handling' && tool.moved && tool.id === id) found.set(id, dragHandle(shape, tool.handle, tool.to, picture))
  }
  return found
}

/** The handle of a selected shape that lies at a place. */
export function handleOf({ objects, selected, slop }: Bench, at: XY): { id: string; handle: Handle } | undefined {
  for (const { id, shape: given } of objects) {
    const shape = selected.includes(id) ? readShape(given) : null
    const handle = shape && handleAt(shape, at, slop)
    if (handle) return { id, handle }
  }
  return undefined
}

function press({ at, shift, alt }: Input & { type: 'down' | 'move' | 'up' }, bench: Bench): Step<SelectTool> {
  const held = handleOf(bench, at)
  if (held && alt) return withoutVertex(bench, held)
  if (held) return { tool: { name: 'select', state: 'handling', ...held, from: at, to: at, moved: false } }
  const hit = topmost(bench.objects, at, bench.slop)
  if (!hit) return { tool: selectTool, act: shift ? undefined : { type: 'select', ids: [] } }
  const has = bench.selected.includes(hit.id)
  const ids = shift ? (has ? bench.selected.filter((id) => id !== hit.id) : [...bench.selected, hit.id]) : has ? bench.selected : [hit.id]
  return { tool: { name: 'select', state: 'pressed', ids, from: at, to: at }, act: { type: 'select', ids } }
}

function follow(tool: SelectTool, to: XY, slop: number): SelectTool {
  if (tool.state === 'idle') return tool
  const far = distance(tool.from, to) > slop / 2
  if (tool.state === 'handling') return { ...tool, to, moved: tool.moved || far }
  return { ...tool, to, state: tool.state === 'moving' || far ? 'moving' : 'pressed' }
}

/** Back to drawing, where a handle was dragged in the midst of it. */
const after = (tool: SelectTool): Tool => (tool.state === 'handling' && tool.then) || selectTool

function release(tool: SelectTool, bench: Bench): Step {
  const shapes = dragged(tool, bench)
  const picked = tool.state === 'handling' && tool.handle.kind === 'vertex' ? { id: tool.id, handle: tool.handle } : undefined
  const next = after(tool)
  return { tool: next === selectTool ? { ...selectTool, picked } : next, act: shapes.size > 0 ? { type: 'shape', shapes } : undefined }
}

/** A picked vertex goes alone; without one, all that is selected. */
function remove(tool: SelectTool, bench: Bench): Step<SelectTool> {
  if (tool.state !== 'idle') return { tool }
  if (tool.picked && bench.selected.includes(tool.picked.id)) return withoutVertex(bench, tool.picked)
  return { tool: selectTool, act: { type: 'remove', ids: bench.selected } }
}

function withoutVertex({ objects }: Bench, { id, handle }: { id: string; handle: Handle }): Step<SelectTool> {
  const shape = readShape(objects.find((one) => one.id === id)?.shape)
  const left = shape && deleteVertex(shape, handle)
  return { tool: selectTool, act: left ? { type: 'shape', shapes: new Map([[id, left]]) } : { type: 'remove', ids: [id] } }
}

/** Of shapes over one another the one drawn last. */
function topmost(objects: readonly LabelObject[], at: XY, slop: number): LabelObject | undefined {
  return objects.findLast(({ shape: given }) => {
    const shape = readShape(given)
    return shape !== null && isAt(shape, at, slop / 2)
  })
}
