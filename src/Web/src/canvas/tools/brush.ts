import { distance, inside, type XY } from '../geometry'
import { combine, strokeOf } from '../shapes/brushing'
import { boundsOfShape, readShape, type PolygonShape, type Shape } from '../shapes/shape'
import type { Act } from '../drawing'
import type { Bench, Input, Step } from './tool'

/** Paints polygons: the brush adds to the one that is picked, or makes a new one; the eraser takes away. */
export type BrushTool =
  | { name: 'brush' | 'eraser'; state: 'idle' }
  | { name: 'brush' | 'eraser'; state: 'painting'; way: readonly XY[] }

export const brushTool: BrushTool = { name: 'brush', state: 'idle' }
export const eraserTool: BrushTool = { name: 'eraser', state: 'idle' }

/** Shift paints a new shape beside the one that is picked; Alt turns the brush around and erases. */
export function stepBrush(tool: BrushTool, input: Input, bench: Bench): Step<BrushTool> {
  const idle: BrushTool = { name: tool.name, state: 'idle' }
  if (!('at' in input)) return { tool: idle }
  if (input.type === 'double') return { tool }
  const at = inside(input.at, bench.picture)
  if (input.type === 'down') return { tool: { name: tool.name, state: 'painting', way: [at] } }
  if (tool.state === 'idle') return { tool }
  const way = distance(tool.way.at(-1)!, at) >= bench.radiusPx / 8 ? [...tool.way, at] : tool.way
  if (input.type === 'move') return { tool: { ...tool, way } }
  const act = (tool.name === 'eraser') !== !!input.alt ? erase(way, bench) : paint(way, bench, !!input.shift)
  return { tool: idle, act }
}

function paint(way: readonly XY[], bench: Bench, anew: boolean): Act | undefined {
  const stroke = strokeOf(way, bench.radiusPx, bench.picture)
  if (stroke.length === 0) return undefined
  const under = anew ? undefined : bench.objects.find((one) => one.id === bench.selected.at(-1) && one.class === bench.class && !bench.locked.has(one.id))
  const before = polygonOf(under?.shape)
  if (!under || !before) return { type: 'add', objects: [{ id: bench.newId(), class: bench.class, shape: { polygon: stroke } }] }
  const whole = combine('union', before.polygon, stroke, bench.radiusPx / 30)
  return whole ? { type: 'shape', shapes: new Map([[under.id, whole]]) } : undefined
}

/** From what is picked, or from everything under it where nothing is. */
function erase(way: readonly XY[], bench: Bench): Act | undefined {
  const stroke = strokeOf(way, bench.radiusPx, bench.picture)
  if (stroke.length === 0) return undefined
  const reach = boundsOfShape({ polygon: stroke })
  const [shapes, removed] = [new Map<string, Shape>(), [] as string[]]
  for (const { id, shape: given } of bench.objects) {
    const shape = polygonOf(given)
    if (!shape || bench.locked.has(id) || (bench.selected.length > 0 && !bench.selected.includes(id)) || !meet(reach, boundsOfShape(shape))) continue
    const left = combine('difference', shape.polygon, stroke, bench.radiusPx / 30)
    if (left) shapes.set(id, left)
    else removed.push(id)
  }
  return shapes.size + removed.length > 0 ? { type: 'shape', shapes, removed } : undefined
}

const meet = (a: ReturnType<typeof boundsOfShape>, b: ReturnType<typeof boundsOfShape>) =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height

function polygonOf(given: unknown): PolygonShape | null {
  const shape = readShape(given)
  return shape && 'polygon' in shape ? shape : null
}
