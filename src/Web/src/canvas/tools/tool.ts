import type { Size } from '../../tasks/view'
import type { LabelObject } from '../../labels/labels'
import type { XY } from '../geometry'
import type { Act } from '../drawing'
import type { BoxTool } from './box'
import type { PolygonTool } from './polygon'
import type { SelectTool } from './select'

/** A tool is what it is in the middle of; it knows pictures, never the server. */
export type Tool = SelectTool | BoxTool | PolygonTool

/** What a hand does, in pixels of the picture. */
export type Input =
  | { type: 'down' | 'move' | 'up'; at: XY; shift?: boolean; alt?: boolean }
  | { type: 'double'; at: XY }
  | { type: 'confirm' | 'cancel' | 'back' }

/** What a tool may look at. */
export interface Bench {
  objects: readonly LabelObject[]
  selected: readonly string[]
  picture: Size
  /** How near is meant, in pixels of the picture. */
  slop: number
  /** Of the class being drawn. */
  class: string
  newId(): string
}

export interface Step<T extends Tool = Tool> {
  tool: T
  act?: Act
}
