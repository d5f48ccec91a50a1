import type { LabelObject } from '../../labels/labels'
import type { Size, View } from '../../tasks/view'
import type { XY } from '../geometry'
import type { Shape } from '../shapes/shape'
import type { Tool } from '../tools/tool'

/** A numbered remark on the picture. */
export interface Pin {
  at: XY
  number: number
  /** Seen to. */
  done: boolean
}

/** All that can be seen over a picture. */
export interface Scene {
  /** Without what is hidden; the last lies on top. */
  objects: readonly LabelObject[]
  selected: readonly string[]
  /** The model's, and untouched so far. */
  suggested: ReadonlySet<string>
  looks: Looks
  /** Shapes as they are while they are dragged. */
  dragged: ReadonlyMap<string, Shape>
  tool: Tool
  /** Of the class being drawn. */
  colour: string
  pointNames: readonly string[]
  /** Of the brush, in pixels of the picture. */
  radiusPx: number
  crosshair: boolean
  magnifier: boolean
  pins?: readonly Pin[]
}

/** How the classes of a spec are drawn. */
export interface Looks {
  colours: ReadonlyMap<string, string>
  /** Pairs of point names that are drawn connected. */
  skeletons: ReadonlyMap<string, readonly (readonly [from: string, to: string])[]>
}

/** Where a scene is drawn: how the picture lies, how large the paper is, in CSS pixels. */
export interface Sight {
  view: View
  paper: Size
  pixelRatio: number
  picture: Size
}

export const plain = '#8a93a6'

export const onPaper = ({ scale, x, y }: View) => ([px, py]: XY): XY => [px * scale + x, py * scale + y]
