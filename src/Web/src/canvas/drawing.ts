import type { LabelObject } from '../labels/labels'
import type { Size } from '../tasks/view'
import { moveBy, readShape, type Shape } from './shapes'

/** The objects of a task as they are drawn, with every earlier state: undo has no bottom. */
export interface Drawing {
  objects: readonly LabelObject[]
  /** Ids, in order of picking. */
  selected: readonly string[]
  before: Drawing | null
  after: Drawing | null
}

/** One thing a person does to a drawing. */
export type Act =
  | { type: 'add'; objects: readonly LabelObject[] }
  | { type: 'shape'; shapes: ReadonlyMap<string, Shape> }
  | { type: 'class'; ids: readonly string[]; class: string }
  | { type: 'properties'; id: string; properties: LabelObject['properties'] }
  | { type: 'remove'; ids: readonly string[] }
  | { type: 'select'; ids: readonly string[] }
  | { type: 'undo' }
  | { type: 'redo' }

export const startDrawing = (objects: readonly LabelObject[]): Drawing => ({ objects, selected: [], before: null, after: null })

export function evolve(drawing: Drawing, act: Act): Drawing {
  const { objects } = drawing
  switch (act.type) {
    case 'add':
      return act.objects.length === 0 ? drawing : change(drawing, [...objects, ...act.objects], act.objects.map((one) => one.id))
    case 'shape':
      return change(drawing, objects.map((one) => (act.shapes.has(one.id) ? { ...one, shape: act.shapes.get(one.id)! } : one)))
    case 'class':
      // Properties belong to a class: those of another would be refused.
      return change(drawing, objects.map((one) => (act.ids.includes(one.id) && one.class !== act.class ? { id: one.id, class: act.class, shape: one.shape } : one)))
    case 'properties':
      return change(drawing, objects.map((one) => (one.id === act.id ? { ...one, properties: act.properties } : one)))
    case 'remove':
      return change(drawing, objects.filter((one) => !act.ids.includes(one.id)), [])
    case 'select':
      return { ...drawing, selected: act.ids }
    case 'undo':
      return drawing.before ? { ...drawing.before, after: drawing } : drawing
    case 'redo':
      return drawing.after ? { ...drawing.after, before: drawing } : drawing
  }
}

/** What alters nothing leaves no step to undo. */
function change(drawing: Drawing, objects: readonly LabelObject[], selected = drawing.selected): Drawing {
  const same = objects.length === drawing.objects.length && objects.every((one, i) => one === drawing.objects[i])
  if (same) return drawing
  return { objects, selected: selected.filter((id) => objects.some((one) => one.id === id)), before: drawing, after: null }
}

export const objectOf = ({ objects }: Drawing, id: string | undefined) => objects.find((one) => one.id === id)

/** Copies lie beside what they were made from, if that is here too. */
export const pasteOffsetPx = 12

/** What was copied, here or in another task, as new objects of this one; classes that this spec does not know are left out. */
export function pasted(copied: readonly LabelObject[], drawing: Drawing, knows: (object: LabelObject) => boolean, picture: Size, newId: () => string): LabelObject[] {
  return copied.filter(knows).flatMap((object) => {
    const shape = readShape(object.shape)
    if (!shape) return []
    const taken = drawing.objects.some((one) => JSON.stringify(one.shape) === JSON.stringify(object.shape))
    return [{ ...object, id: newId(), shape: moveBy(shape, taken ? pasteOffsetPx : 0, taken ? pasteOffsetPx : 0, picture) }]
  })
}
