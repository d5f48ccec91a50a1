import { distance, inside, ringArea, tidy, type XY } from '../geometry'
import { nearest, alongRing } from '../snapping'
import { polygonShape, type Shape } from '../shapes/shape'
import type { Bench, Input, Step } from './tool'

/** A polygon or a line is drawn vertex by vertex, by clicks or, with the button held, along the way of the hand. */
export type PathTool =
  | { name: 'polygon' | 'polyline'; state: 'idle' }
  | { name: 'polygon' | 'polyline'; state: 'placing'; points: readonly XY[]; to: XY; pressedAt?: XY | undefined
      /** The last press placed a vertex of its own. */
      placed: boolean
      /** What was taken back, the latest last. */
      taken: readonly XY[] }

export const polygonTool: PathTool = { name: 'polygon', state: 'idle' }
export const polylineTool: PathTool = { name: 'polyline', state: 'idle' }

/** Smaller ones are a slip of the hand, in square pixels of the picture. */
const leastAreaPx = 1
/** Vertices of a way drawn freely, in reaches of a hand. */
const freeStep = 1.5

/**
 * Closed by its first vertex, a double click or Enter. Vertices snap to those and to the edges of other shapes; Alt keeps
 * them free, and Shift follows the neighbour's border from the last vertex to this one.
 */
export function stepPath(tool: PathTool, input: Input, bench: Bench): Step<PathTool> {
  const idle: PathTool = { name: tool.name, state: 'idle' }
  switch (input.type) {
    case 'cancel':
      return { tool: idle }
    case 'back':
      return { tool: tool.state === 'placing' && tool.points.length > 1 ? { ...tool, points: tool.points.slice(0, -1), taken: [...tool.taken, tool.points.at(-1)!], placed: false } : idle }
    case 'forth':
      return { tool: tool.state === 'placing' && tool.taken.length > 0 ? { ...tool, points: [...tool.points, tool.taken.at(-1)!], taken: tool.taken.slice(0, -1) } : tool }
    case 'confirm':
      return tool.state === 'placing' ? close(tool, bench) : { tool }
    case 'double':
      return tool.state === 'placing' ? closeTwice(tool, bench) : { tool }
    case 'down':
      return press(tool, place(input, bench), bench, !!input.shift)
    case 'move':
      return { tool: tool.state === 'placing' ? follow(tool, place(input, bench), bench) : tool }
    case 'up':
      return { tool: tool.state === 'placing' && tool.pressedAt ? { ...tool, pressedAt: undefined } : tool }
  }
}

const place = ({ at, alt }: { at: XY; alt?: boolean }, bench: Bench): XY => {
  const [x, y] = inside(at, bench.picture)
  return alt ? [tidy(x), tidy(y)] : nearest([x, y], bench)
}

function press(tool: PathTool, at: XY, bench: Bench, along: boolean): Step<PathTool> {
  if (tool.state === 'idle') return { tool: { name: tool.name, state: 'placing', points: [at], to: at, pressedAt: at, placed: true, taken: [] } }
  const { points } = tool
  const last = points.at(-1)!
  if (tool.name === 'polygon' && points.length >= 3 && distance(points[0]!, at) <= bench.slop) return close(tool, bench)
  // The second press of a double click is no vertex of its own.
  if (distance(last, at) < Math.min(1, bench.slop)) return { tool: { ...tool, placed: false } }
  const between = along ? alongRing(last, at, bench) : []
  return { tool: { ...tool, points: [...points, ...between, at], to: at, pressedAt: at, placed: true, taken: [] } }
}

function follow(tool: PathTool & { state: 'placing' }, to: XY, { slop }: Bench): PathTool {
  const isDrawn = tool.pressedAt && distance(tool.points.at(-1)!, to) >= slop * freeStep
  return { ...tool, to, points: isDrawn ? [...tool.points, to] : tool.points }
}

/** A hand moves a little between the two presses: the second placed no vertex that was meant, be it behind the first or, where the first has closed the shape, on its own. */
function closeTwice(tool: PathTool & { state: 'placing' }, bench: Bench): Step<PathTool> {
  const { points, placed } = tool
  const [before, last] = [points.at(-2), points.at(-1)!]
  if (!before) return { tool: { name: tool.name, state: 'idle' } }
  return close(placed && distance(before, last) <= bench.slop ? { ...tool, points: points.slice(0, -1) } : tool, bench)
}

function close(tool: PathTool & { state: 'placing' }, { class: name, newId }: Bench): Step<PathTool> {
  const { points } = tool
  const isWhole = tool.name === 'polygon' ? points.length >= 3 && ringArea(points) >= leastAreaPx : points.some((one) => distance(one, points[0]!) > 0)
  if (!isWhole) return { tool }
  const shape: Shape = tool.name === 'polygon' ? polygonShape(points) : { polyline: points }
  return { tool: { name: tool.name, state: 'idle' }, act: { type: 'add', objects: [{ id: newId(), class: name, shape }] } }
}
