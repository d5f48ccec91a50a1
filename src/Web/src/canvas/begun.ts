import { readLocal, writeLocal } from '../api/local'
import type { PathTool } from './tools/path'
import type { PointsTool } from './tools/points'
import type { Tool } from './tools/tool'

/** An outline or points of which some are placed. */
type Begun = (PathTool | PointsTool) & { state: 'placing' }

interface Kept {
  /** The task and its hold. */
  of: string
  class: string
  tool: Begun
}

const name = 'labelwise.begun'

export const isBegun = (tool: Tool): tool is Begun => tool.state === 'placing' && 'points' in tool

/** Keeps in this browser what is half drawn, so that a page that goes away in the midst of it takes nothing along; null for nothing. */
export const keepBegun = (kept: Kept | null) => writeLocal(name, kept ?? undefined)

export function begunOf(of: string): Kept | null {
  const kept = readLocal<Kept>(name)
  if (kept?.of !== of || !kept.tool || !isBegun(kept.tool) || !(kept.tool.points?.length > 0)) return null
  return { ...kept, tool: { ...kept.tool, ...('pressedAt' in kept.tool && { pressedAt: undefined }) } }
}
