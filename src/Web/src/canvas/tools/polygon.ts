import { distance, inside, ringArea, tidy, type XY } from '../geometry'
import { outlines, polygonShape, readShape } from '../shapes'
import type { Bench, Input, Step } from './tool'

/** A polygon is drawn click by click and closed by its first vertex, a double click or Enter. */
export type PolygonTool =
  | { name: 'polygon'; state: 'idle' }
  | { name: 'polygon'; state: 'placing'; points: readonly XY[]; to: XY }

export const polygonTool: PolygonTool = { name: 'polygon', state: 'idle' }

/** Smaller ones are a slip of the hand, in square pixels of the picture. */
const leastAreaPx = 1

export function stepPolygon(tool: PolygonTool, input: Input, bench: Bench): Step<PolygonTool> {
  switch (input.type) {
    case 'cancel':
      return { tool: polygonTool }
    case 'back':
      return { tool: tool.state === 'placing' && tool.points.length > 1 ? { ...tool, points: tool.points.slice(0, -1) } : polygonTool }
    case 'confirm':
    case 'double':
      return tool.state === 'placing' ? close(tool, bench) : { tool }
    case 'down':
      return press(tool, input.alt ? inside(input.at, bench.picture) : snap(input.at, bench), bench)
    case 'move':
      return { tool: tool.state === 'placing' ? { ...tool, to: input.alt ? inside(input.at, bench.picture) : snap(input.at, bench) } : tool }
    case 'up':
      return { tool }
  }
}

function press(tool: PolygonTool, at: XY, bench: Bench): Step<PolygonTool> {
  if (tool.state === 'idle') return { tool: { name: 'polygon', state: 'placing', points: [at], to: at } }
  const { points } = tool
  if (points.length >= 3 && distance(points[0]!, at) <= bench.slop) return close(tool, bench)
  // The second press of a double click is no vertex of its own.
  if (distance(points.at(-1)!, at) < Math.min(1, bench.slop)) return { tool }
  return { tool: { ...tool, points: [...points, at], to: at } }
}

function close(tool: PolygonTool & { state: 'placing' }, { class: name, newId }: Bench): Step<PolygonTool> {
  if (tool.points.length < 3 || ringArea(tool.points) < leastAreaPx) return { tool }
  return { tool: polygonTool, act: { type: 'add', objects: [{ id: newId(), class: name, shape: polygonShape(tool.points) }] } }
}

/** Onto the vertex of another shape within reach, so that neighbours share their edge; Alt keeps it free. */
function snap(to: XY, { objects, picture, slop }: Bench): XY {
  const at = inside(to, picture)
  let [best, far] = [[tidy(at[0]), tidy(at[1])] as XY, slop]
  for (const object of objects) {
    const shape = readShape(object.shape)
    for (const line of shape ? outlines(shape) : [])
      for (const vertex of line)
        if (distance(vertex, at) < far) [best, far] = [vertex, distance(vertex, at)]
  }
  return best
}
