import { inside } from '../geometry'
import { tidyXY, type Keypoint } from '../shapes/shape'
import type { XY } from '../geometry'
import type { Bench, Input, Step } from './tool'

/** Points are placed one by one; where they have names, in the order of the names. */
export type PointsTool =
  | { name: 'points'; state: 'idle' }
  | { name: 'points'; state: 'placing'; points: readonly Keypoint[]; to: XY }

export const pointsTool: PointsTool = { name: 'points', state: 'idle' }

/** Alt places a point that something hides. Done with the last name, or by Enter or a double click. */
export function stepPoints(tool: PointsTool, input: Input, bench: Bench): Step<PointsTool> {
  switch (input.type) {
    case 'cancel':
      return { tool: pointsTool }
    case 'back':
      return { tool: tool.state === 'placing' && tool.points.length > 1 ? { ...tool, points: tool.points.slice(0, -1) } : pointsTool }
    case 'confirm':
      return tool.state === 'placing' ? finish(tool.points, bench) : { tool }
    case 'double':
      // Its two presses were points where there is no end of names; the second was none meant.
      return tool.state === 'placing' && bench.pointNames.length === 0 ? finish(tool.points, bench) : { tool }
    case 'down':
      return press(tool, tidyXY(inside(input.at, bench.picture)), !input.alt, bench)
    case 'move':
      return { tool: tool.state === 'placing' ? { ...tool, to: inside(input.at, bench.picture) } : tool }
    case 'up':
    case 'forth':
      return { tool }
  }
}

/** The name of the point that is placed next. */
export const nextName = (tool: PointsTool, names: readonly string[]): string | undefined => names[tool.state === 'placing' ? tool.points.length : 0]

function press(tool: PointsTool, at: XY, visible: boolean, bench: Bench): Step<PointsTool> {
  const before = tool.state === 'placing' ? tool.points : []
  const last = before.at(-1)?.at
  if (bench.pointNames.length === 0 && last && Math.hypot(last[0] - at[0], last[1] - at[1]) < Math.min(1, bench.slop)) return { tool }
  const name = nextName(tool, bench.pointNames)
  const points = [...before, { ...(name !== undefined && { name }), at, visible }]
  return points.length === bench.pointNames.length ? finish(points, bench) : { tool: { name: 'points', state: 'placing', points, to: at } }
}

function finish(points: readonly Keypoint[], { class: name, newId }: Bench): Step<PointsTool> {
  return { tool: pointsTool, act: { type: 'add', objects: [{ id: newId(), class: name, shape: { points } }] } }
}
