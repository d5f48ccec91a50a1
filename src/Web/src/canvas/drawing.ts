import type { Answers, LabelDocument, LabelObject } from '../labels/labels'
import type { Size } from '../tasks/view'
import { boundsOf } from './geometry'
import { changeFrom, hasAnsweredLast, redoneOnce, undoneOnce, type Changes } from './history'
import { moveBy, within } from './shapes/moving'
import { boundsOfShape, readShape, type Shape } from './shapes/shape'

/** The labels of a task as they are made, with the way back to every earlier state: undo has no bottom. */
export interface Drawing {
  /** The last lies on top. */
  objects: readonly LabelObject[]
  /** Answers about the whole sample. */
  answers: Answers
  /** Ids, in order of picking. */
  selected: readonly string[]
  /** Suggestions of the model that a person said yes to as they are. */
  accepted: ReadonlySet<string>
  /** Not shown; a matter of looking, which undo leaves alone. */
  hidden: ReadonlySet<string>
  /** Cannot be picked on the picture; likewise. */
  locked: ReadonlySet<string>
  /** What led here, and what was undone on the way. */
  before: Changes | null
  after: Changes | null
}

/** One thing a person does to a drawing. It is plain data, so that a list of acts can be kept and done again. */
export type Act =
  | { type: 'add'; objects: readonly LabelObject[] }
  | { type: 'shape'; shapes: ReadonlyMap<string, Shape>; removed?: readonly string[] }
  /** @param keeps Answers that the new class asks for too. */
  | { type: 'class'; ids: readonly string[]; class: string; keeps: readonly string[] }
  /** @param goesOn One act with the one before: a text that is being typed is undone as a whole. */
  | { type: 'properties'; id: string; properties: Answers | undefined; goesOn?: boolean }
  | { type: 'span'; id: string; span: readonly [start: number, end: number] }
  | { type: 'answers'; answers: Answers; goesOn?: boolean }
  | { type: 'accept'; ids: readonly string[] }
  | { type: 'order'; ids: readonly string[]; to: 'front' | 'back' }
  | { type: 'remove'; ids: readonly string[] }
  | { type: 'select'; ids: readonly string[] }
  | { type: 'hide' | 'lock'; ids: readonly string[]; on: boolean }
  | { type: 'undo' }
  | { type: 'redo' }

const none: ReadonlySet<string> = new Set()

export const startDrawing = ({ objects, properties }: Pick<LabelDocument, 'objects' | 'properties'>): Drawing =>
  ({ objects, answers: properties, selected: [], accepted: none, hidden: none, locked: none, before: null, after: null })

/** What is handed in. */
export const labelsOf = ({ objects, answers }: Drawing): LabelDocument => ({ objects: [...objects], properties: answers })

/** The same drawing again, its undo list included. */
export const replay = (start: LabelDocument, acts: readonly Act[]): Drawing => acts.reduce(evolve, startDrawing(start))

export function evolve(drawing: Drawing, act: Act): Drawing {
  const { objects } = drawing
  switch (act.type) {
    case 'add':
      return act.objects.length === 0 ? drawing : change(drawing, { objects: [...objects, ...act.objects], selected: act.objects.map((one) => one.id) })
    case 'shape': {
      const left = act.removed?.length ? objects.filter(without(act.removed)) : objects
      return change(drawing, { objects: left.map((one) => (act.shapes.has(one.id) ? { ...one, shape: act.shapes.get(one.id)! } : one)) })
    }
    case 'class': {
      const ids = new Set(act.ids)
      return change(drawing, { objects: objects.map((one) => (ids.has(one.id) && one.class !== act.class ? asClass(one, act.class, act.keeps) : one)) })
    }
    case 'properties': {
      const from = act.goesOn && hasAnsweredLast(drawing, act.id) ? undoneOnce(drawing) : drawing
      return change(from, { objects: from.objects.map((one) => (one.id === act.id ? { ...one, properties: act.properties } : one)) })
    }
    case 'span':
      return change(drawing, { objects: objects.map((one) => (one.id === act.id ? { ...one, shape: { span: act.span } } : one)) })
    case 'answers':
      return change(act.goesOn && hasAnsweredLast(drawing) ? undoneOnce(drawing) : drawing, { answers: act.answers })
    case 'accept':
      return act.ids.every((id) => drawing.accepted.has(id)) ? drawing : change(drawing, { accepted: new Set([...drawing.accepted, ...act.ids]) })
    case 'order': {
      const stays = without(act.ids)
      const [moved, rest] = [objects.filter((one) => !stays(one)), objects.filter(stays)]
      return change(drawing, { objects: act.to === 'front' ? [...rest, ...moved] : [...moved, ...rest] })
    }
    case 'remove':
      return change(drawing, { objects: objects.filter(without(act.ids)), selected: [] })
    case 'select':
      return { ...drawing, selected: act.ids }
    case 'hide':
    case 'lock':
      return look(drawing, act.type === 'hide' ? 'hidden' : 'locked', act)
    case 'undo':
      return undoneOnce(drawing)
    case 'redo':
      return redoneOnce(drawing)
  }
}

/** What alters nothing leaves no step to undo. */
function change(drawing: Drawing, to: Partial<Pick<Drawing, 'objects' | 'answers' | 'accepted' | 'selected'>>): Drawing {
  const objects = to.objects ?? drawing.objects
  const same = objects.length === drawing.objects.length && objects.every((one, i) => one === drawing.objects[i])
  if (same && !to.accepted && (to.answers ?? drawing.answers) === drawing.answers) return drawing
  const after = { ...drawing, ...to, selected: among(objects, to.selected ?? drawing.selected), after: null }
  return { ...after, before: { latest: changeFrom(drawing, after), earlier: drawing.before } }
}

function without(ids: readonly string[]) {
  const gone = new Set(ids)
  return (one: LabelObject) => !gone.has(one.id)
}

const noIds: readonly string[] = []

function among(objects: readonly LabelObject[], ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return noIds
  const there = new Set(objects.map((one) => one.id))
  return ids.every((id) => there.has(id)) ? ids : ids.filter((id) => there.has(id))
}

/** Answers that fit the new class stay; others would be refused. */
function asClass({ id, shape, properties = {} }: LabelObject, name: string, keeps: readonly string[]): LabelObject {
  const kept = Object.entries(properties).filter(([property]) => keeps.includes(property))
  return { id, class: name, shape, ...(kept.length > 0 && { properties: Object.fromEntries(kept) }) }
}

function look(drawing: Drawing, which: 'hidden' | 'locked', { ids, on }: { ids: readonly string[]; on: boolean }): Drawing {
  const next = new Set(drawing[which])
  ids.forEach((id) => (on ? next.add(id) : next.delete(id)))
  return { ...drawing, [which]: next, selected: on && which === 'hidden' ? drawing.selected.filter((id) => !next.has(id)) : drawing.selected }
}

export const objectOf = ({ objects }: Pick<Drawing, 'objects'>, id: string | undefined) => objects.find((one) => one.id === id)

/** Several shapes go as one: none of them may leave the picture, and they keep their distances. */
export function movedTogether(objects: readonly LabelObject[], ids: readonly string[], dx: number, dy: number, picture: Size): Map<string, Shape> {
  const those = new Set(ids)
  const shapes = objects.flatMap(({ id, shape: given }) => {
    const shape = those.has(id) ? readShape(given) : null
    return shape ? [{ id, shape }] : []
  })
  if (shapes.length === 0) return new Map()
  const bounds = shapes.map(({ shape }) => boundsOfShape(shape))
  const [byX, byY] = within(boundsOf(bounds.flatMap(({ x, y, width, height }) => [[x, y], [x + width, y + height]] as const)), dx, dy, picture)
  return new Map(shapes.map(({ id, shape }) => [id, moveBy(shape, byX, byY, picture)]))
}

/** Copies lie beside what they were made from, if that is here too. */
export const pasteOffsetPx = 12

/** What was copied, here or in another task, as new objects of this one; classes that this spec does not know are left out. */
export function pasted(copied: readonly LabelObject[], drawing: Pick<Drawing, 'objects'>, knows: (object: LabelObject) => boolean, picture: Size, newId: () => string): LabelObject[] {
  return copied.filter(knows).flatMap((object) => {
    const shape = readShape(object.shape)
    if (!shape) return []
    const taken = drawing.objects.some((one) => isSameShape(one.shape, shape))
    return [{ ...object, id: newId(), shape: moveBy(shape, taken ? pasteOffsetPx : 0, taken ? pasteOffsetPx : 0, picture) }]
  })
}

/** Bounds are known of every shape that was drawn once: they tell most shapes apart, and cost nothing. */
function isSameShape(given: unknown, shape: Shape): boolean {
  const other = readShape(given)
  if (!other) return false
  const [a, b] = [boundsOfShape(other), boundsOfShape(shape)]
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && JSON.stringify(other) === JSON.stringify(shape)
}
