import type { LabelDocument, LabelObject } from '../labels/labels'
import type { Drawing } from './drawing'
import { iou, vertexEdits } from './shapes/likeness'
import { readShape } from './shapes/shape'

/** What became of the model's shapes under a person's hands. */
export interface Edits {
  /** Objects the model suggested. */
  suggested: number
  /** Handed in as they were. */
  kept: number
  changed: number
  removed: number
  /** Drawn by the person. */
  added: number
  /** Acts it takes from the suggestion to what was handed in: objects added and removed, classes and answers changed, vertices moved. */
  distance: number
  /** Mean intersection over union of suggested areas with what became of them, a removed one counting 0; absent without areas. */
  meanIou?: number
}

/** What the model drew and nobody has touched or said yes to. */
export function untouched({ objects, accepted }: Pick<Drawing, 'objects' | 'accepted'>, prelabel: LabelDocument | undefined): ReadonlySet<string> {
  const before = new Map(prelabel?.objects?.map((one) => [one.id, one]))
  return new Set(objects.filter((one) => !accepted.has(one.id) && before.has(one.id) && isSame(one, before.get(one.id)!)).map((one) => one.id))
}

export function measure(labels: LabelDocument, prelabel: LabelDocument): Edits {
  const now = new Map(labels.objects.map((one) => [one.id, one]))
  const known = new Set(prelabel.objects.map((one) => one.id))
  const stayed = prelabel.objects.filter((one) => now.has(one.id))
  const changed = stayed.filter((one) => !isSame(one, now.get(one.id)!))
  const removed = prelabel.objects.length - stayed.length
  const added = labels.objects.filter((one) => !known.has(one.id)).length
  const ious = prelabel.objects.flatMap((one) => {
    const value = likeness(one, now.get(one.id))
    return value === null ? [] : [value]
  })
  return {
    suggested: prelabel.objects.length, kept: stayed.length - changed.length, changed: changed.length, removed, added,
    distance: removed + added + changed.reduce((sum, one) => sum + objectEdits(one, now.get(one.id)!), 0),
    ...(ious.length > 0 && { meanIou: Math.round((ious.reduce((sum, one) => sum + one, 0) / ious.length) * 10_000) / 10_000 }),
  }
}

function likeness(before: LabelObject, now: LabelObject | undefined): number | null {
  const [a, b] = [readShape(before.shape), readShape(now?.shape)]
  if (!a) return null
  if (!b) return iou(a, a) === null ? null : 0
  return JSON.stringify(a) === JSON.stringify(b) ? iou(a, a) && 1 : iou(a, b)
}

function objectEdits(a: LabelObject, b: LabelObject): number {
  const [from, to] = [readShape(a.shape), readShape(b.shape)]
  const shape = from && to ? vertexEdits(from, to) : JSON.stringify(a.shape) === JSON.stringify(b.shape) ? 0 : 1
  const names = new Set([...Object.keys(a.properties ?? {}), ...Object.keys(b.properties ?? {})])
  const answers = [...names].filter((name) => JSON.stringify(a.properties?.[name]) !== JSON.stringify(b.properties?.[name])).length
  return (a.class === b.class ? 0 : 1) + answers + shape
}

const isSame = (a: LabelObject, b: LabelObject) => a === b || (a.class === b.class && objectEdits(a, b) === 0 && JSON.stringify(a.shape) === JSON.stringify(b.shape))
