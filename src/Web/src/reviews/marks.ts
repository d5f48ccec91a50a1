import type { LabelObject } from '../labels/labels'
import { boundsOfShape, readShape } from '../canvas/shapes/shape'
import type { XY } from '../canvas/geometry'
import type { Pin } from '../canvas/draw/scene'

/** A reviewer's remark on one object, with the place that is meant where it is not the whole. */
export interface ShapeMark {
  object: string
  text: string
  /** In pixels of the picture. */
  at?: XY
}

/** Most marks of one review, as the server takes them. */
export const mostMarks = 100

/** Where each mark is shown, by its number from 1 on; one whose object is gone and that names no place is not. */
export function pinsOf(marks: readonly ShapeMark[], objects: readonly LabelObject[], ticked: ReadonlySet<number> = new Set()): Pin[] {
  return marks.flatMap(({ object, at }, i): Pin[] => {
    const shape = readShape(objects.find((one) => one.id === object)?.shape)
    const bounds = shape && !('span' in (shape as object)) ? boundsOfShape(shape) : null
    const place = at ?? (bounds && ([bounds.x + bounds.width, bounds.y] as const))
    return place ? [{ at: place, number: i + 1, done: ticked.has(i) }] : []
  })
}

/** The place under the hand, where it is on the object that is marked; else the object as a whole is meant. */
export function placeIn(object: LabelObject | undefined, cursor: XY | null): XY | undefined {
  const shape = readShape(object?.shape)
  if (!shape || !cursor) return undefined
  const { x, y, width, height } = boundsOfShape(shape)
  const isOn = cursor[0] >= x && cursor[0] <= x + width && cursor[1] >= y && cursor[1] <= y + height
  return isOn ? [Math.round(cursor[0] * 10) / 10, Math.round(cursor[1] * 10) / 10] : undefined
}

/** Numbers of the marks on each object. */
export function numbersOf(marks: readonly ShapeMark[]): ReadonlyMap<string, readonly number[]> {
  const numbers = new Map<string, number[]>()
  marks.forEach(({ object }, i) => numbers.set(object, [...(numbers.get(object) ?? []), i + 1]))
  return numbers
}
