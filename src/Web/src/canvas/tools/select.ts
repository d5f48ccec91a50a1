import type { LabelObject } from '../../labels/labels'
import { movedTogether, objectOf, type Act } from '../drawing'
import { boxBetween, distance, type Bounds, type XY } from '../geometry'
import { deleteVertex, dragHandle, handleAt, type Handle } from '../shapes/handles'
import { boundsOfShape, isAt, readShape, type Shape } from '../shapes/shape'
import { nearest } from '../snapping'
import type { Bench, Input, Step, Tool } from './tool'

/** Picks shapes, moves them, and drags their corners and vertices. */
export type SelectTool =
  | { name: 'select'; state: 'idle'; picked?: { id: string; handle: Handle } }
  | { name: 'select'; state: 'pressed' | 'moving'; ids: readonly string[]; from: XY; to: XY
      /** Picked already before the press: let go without a move, it makes way for what lies below. */
      again?: boolean }
  | { name: 'select'; state: 'handling'; id: string; handle: Handle; from: XY; to: XY; moved: boolean; then?: Tool }
  /** A frame drawn around shapes from where there are none. */
  | { name: 'select'; state: 'framing'; from: XY; to: XY; before: readonly string[] }

export const selectTool = { name: 'select', state: 'idle' } as const satisfies SelectTool

export function stepSelect(tool: SelectTool, input: Input, bench: Bench): Step {
  if (input.type === 'cancel') return tool.state === 'idle' ? { tool: selectTool, act: { type: 'select', ids: [] } } : { tool: after(tool) }
  if (input.type === 'back') return remove(tool, bench)
  if (!('at' in input) || input.type === 'double') return { tool }
  if (input.type === 'down') return press(input, bench)
  if (tool.state === 'idle') return { tool }
  const next = follow(tool, input, bench)
  return input.type === 'move' ? { tool: next } : release(next, bench)
}

/** The shapes as they are while one is dragged. */
export function dragged(tool: SelectTool, { objects, picture }: Pick<Bench, 'objects' | 'picture'>): Map<string, Shape> {
  if (tool.state === 'moving') return movedTogether(objects, tool.ids, tool.to[0] - tool.from[0], tool.to[1] - tool.from[1], picture)
  if (tool.state !== 'handling' || !tool.moved) return new Map()
  const shape = readShape(objectOf({ objects }, tool.id)?.shape)
  return shape ? new Map([[tool.id, dragHandle(shape, tool.handle, tool.to, picture)]]) : new Map()
}

/** What a frame takes in whole. */
export function framed({ from, to, before }: SelectTool & { state: 'framing' }, { objects, locked }: Pick<Bench, 'objects' | 'locked'>): string[] {
  const frame = boxBetween(from, to)
  const taken = objects.filter(({ id, shape: given }) => {
    const shape = locked.has(id) ? null : readShape(given)
    return shape && holds(frame, boundsOfShape(shape))
  })
  return [...new Set([...before, ...taken.map((one) => one.id)])]
}

/** The handle of a selected shape that lies at a place. */
export function handleOf({ objects, selected, locked, slop }: Bench, at: XY): { id: string; handle: Handle } | undefined {
  for (const id of selected) {
    const shape = locked.has(id) ? null : readShape(objectOf({ objects }, id)?.shape)
    const handle = shape && handleAt(shape, at, slop)
    if (handle) return { id, handle }
  }
  return undefined
}

function press({ at, shift, alt }: Input & { type: 'down' | 'move' | 'up' }, bench: Bench): Step<SelectTool> {
  const held = handleOf(bench, at)
  if (held && alt) return withoutVertex(bench, held)
  if (held) return { tool: { name: 'select', state: 'handling', ...held, from: at, to: at, moved: false } }
  const hits = hitsAt(bench, at)
  // What is picked goes before what lies on top of it: by a drag it is moved.
  const hit = hits.find((one) => bench.selected.includes(one.id)) ?? hits[0]
  if (!hit) return { tool: { name: 'select', state: 'framing', from: at, to: at, before: shift ? bench.selected : [] }, act: shift ? undefined : { type: 'select', ids: [] } }
  const has = bench.selected.includes(hit.id)
  const ids = shift ? (has ? bench.selected.filter((id) => id !== hit.id) : [...bench.selected, hit.id]) : has ? bench.selected : [hit.id]
  return { tool: { name: 'select', state: 'pressed', ids, from: at, to: at, again: has && !shift && ids.length === 1 }, act: { type: 'select', ids } }
}

function follow(tool: Exclude<SelectTool, { state: 'idle' }>, { at, alt }: { at: XY; alt?: boolean }, bench: Bench): SelectTool {
  const far = distance(tool.from, at) > bench.slop / 2
  if (tool.state === 'framing') return { ...tool, to: at }
  if (tool.state !== 'handling') return { ...tool, to: at, state: tool.state === 'moving' || far ? 'moving' : 'pressed' }
  // A vertex finds those of other shapes, as it does when it is first placed.
  const isVertex = tool.handle.kind === 'vertex' || tool.handle.kind === 'middle'
  const to = isVertex && !alt ? nearest(at, { ...bench, objects: bench.objects.filter((one) => one.id !== tool.id) }) : at
  return { ...tool, to, moved: tool.moved || far }
}

/** Back to drawing, where a handle was dragged in the midst of it. */
const after = (tool: SelectTool): Tool => (tool.state === 'handling' && tool.then) || selectTool

function release(tool: SelectTool, bench: Bench): Step {
  if (tool.state === 'framing') return { tool: selectTool, act: distance(tool.from, tool.to) > bench.slop ? { type: 'select', ids: framed(tool, bench) } : undefined }
  if (tool.state === 'pressed' && tool.again) {
    const hits = hitsAt(bench, tool.to)
    const below = hits[(hits.findIndex((one) => one.id === tool.ids[0]) + 1) % hits.length]
    return { tool: selectTool, act: below && below.id !== tool.ids[0] ? { type: 'select', ids: [below.id] } : undefined }
  }
  const shapes = dragged(tool, bench)
  const picked = tool.state === 'handling' && tool.handle.kind === 'vertex' ? { id: tool.id, handle: tool.handle } : undefined
  const next = after(tool)
  return { tool: next === selectTool ? { ...selectTool, picked } : next, act: shapes.size > 0 ? { type: 'shape', shapes } : undefined }
}

/** A picked vertex goes alone; without one, all that is selected. */
function remove(tool: SelectTool, bench: Bench): Step<SelectTool> {
  if (tool.state !== 'idle') return { tool }
  if (tool.picked && bench.selected.includes(tool.picked.id)) return withoutVertex(bench, tool.picked)
  return { tool: selectTool, act: removal(bench) }
}

/** What is locked stays. */
export const removal = ({ selected, locked }: Pick<Bench, 'selected' | 'locked'>): Act => ({ type: 'remove', ids: selected.filter((id) => !locked.has(id)) })

function withoutVertex({ objects }: Bench, { id, handle }: { id: string; handle: Handle }): Step<SelectTool> {
  const shape = readShape(objectOf({ objects }, id)?.shape)
  const left = shape && deleteVertex(shape, handle)
  return { tool: selectTool, act: left ? { type: 'shape', shapes: new Map([[id, left]]) } : { type: 'remove', ids: [id] } }
}

/** Of shapes over one another the one drawn last comes first. */
export function hitsAt({ objects, locked, slop }: Pick<Bench, 'objects' | 'locked' | 'slop'>, at: XY): LabelObject[] {
  return objects.filter(({ id, shape: given }) => {
    const shape = locked.has(id) ? null : readShape(given)
    return shape !== null && isAt(shape, at, slop / 2)
  }).reverse()
}

const holds = (a: Bounds, b: Bounds) => b.x >= a.x && b.y >= a.y && b.x + b.width <= a.x + a.width && b.y + b.height <= a.y + a.height
