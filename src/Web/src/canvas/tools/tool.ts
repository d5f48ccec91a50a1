import type { LabelObject } from '../../labels/labels'
import type { Size } from '../../tasks/view'
import type { Act } from '../drawing'
import type { XY } from '../geometry'
import type { BoxTool } from './box'
import type { BrushTool } from './brush'
import type { PathTool } from './path'
import type { PointsTool } from './points'
import type { RotatedBoxTool } from './rotatedBox'
import type { SelectTool } from './select'

/** A tool is what it is in the middle of; it knows pictures, never the server. */
export type Tool = SelectTool | BoxTool | RotatedBoxTool | PathTool | PointsTool | BrushTool

/** What a hand does, in pixels of the picture. */
export type Input =
  | { type: 'down' | 'move' | 'up'; at: XY; shift?: boolean; alt?: boolean }
  | { type: 'double'; at: XY }
  /** `forth` puts back what `back` took. */
  | { type: 'confirm' | 'cancel' | 'back' | 'forth' }

/** What comes from the stage; `unpress`: the last `down` was none, as when a second finger follows to move the picture. */
export type HandInput = Input | { type: 'unpress' }

/** What a tool may look at. */
export interface Bench {
  /** All that is to be seen. */
  objects: readonly LabelObject[]
  /** Of these, what cannot be picked. */
  locked: ReadonlySet<string>
  selected: readonly string[]
  picture: Size
  /** How near is meant, in pixels of the picture. */
  slop: number
  /** Of the class being drawn. */
  class: string
  /** Of that class, where its points have names. */
  pointNames: readonly string[]
  /** Of the brush and the eraser, in pixels of the picture. */
  radiusPx: number
  newId(): string
}

export interface Step<T extends Tool = Tool> {
  tool: T
  act?: Act
}
