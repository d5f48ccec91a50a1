import type { LabelDocument } from '../labels/labels'
import { labelsOf, replay, type Act, type Drawing } from './drawing'

/** One act, as it is kept for undoing it after a reload: the first tells what it all began with. */
export interface KeptAct {
  start?: LabelDocument
  act: Act
}

/** What kept acts amount to; null where it is not known what they began with. */
export function labelsAfter(kept: readonly KeptAct[]): LabelDocument | null {
  const begin = kept.findLastIndex((one) => one.start)
  return begin < 0 ? null : labelsOf(replay(kept[begin]!.start!, kept.slice(begin).map((one) => one.act)))
}

/** The drawing as it was before the page went, its undo list included; null where what was kept does not lead to these labels. */
export function restored(kept: readonly KeptAct[], labels: LabelDocument): Drawing | null {
  const begin = kept.findLastIndex((one) => one.start)
  if (begin < 0) return null
  const drawing = replay(kept[begin]!.start!, kept.slice(begin).map((one) => one.act))
  return JSON.stringify(labelsOf(drawing)) === JSON.stringify({ objects: labels.objects, properties: labels.properties }) ? drawing : null
}

/** The class of what was drawn last, where drawing was what was done last. */
export function drawnLast(kept: readonly KeptAct[]): string | undefined {
  const last = kept.at(-1)?.act
  return last?.type === 'add' ? last.objects.at(-1)?.class : undefined
}
