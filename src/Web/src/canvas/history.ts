import type { Answers, LabelObject } from '../labels/labels'
import type { Drawing } from './drawing'

/** One act as undoing needs it: what it changed, and nothing of what it left alone. */
export interface Change {
  readonly objects: readonly Hunk[]
  readonly answers: Pair<Answers>
  readonly selected: Pair<readonly string[]>
  /** Suggestions that it said yes to. */
  readonly accepted: readonly string[]
}

/** Objects in the places of others: from `at` on, by the list as it was, some went and some came. */
export interface Hunk {
  readonly at: number
  readonly gone: readonly LabelObject[]
  readonly come: readonly LabelObject[]
}

type Pair<T> = readonly [before: T, after: T]

/** Changes one after the other, the latest first; shared between all drawings that have them in common. */
export interface Changes {
  readonly latest: Change
  readonly earlier: Changes | null
}

type Content = Pick<Drawing, 'objects' | 'answers' | 'selected' | 'accepted'>

export function changeFrom(before: Content, after: Content): Change {
  return {
    objects: before.objects === after.objects ? [] : hunksBetween(before.objects, after.objects),
    answers: [before.answers, after.answers], selected: [before.selected, after.selected],
    accepted: before.accepted === after.accepted ? [] : [...after.accepted].filter((id) => !before.accepted.has(id)),
  }
}

export function undoneOnce(drawing: Drawing): Drawing {
  if (!drawing.before) return drawing
  const { latest, earlier } = drawing.before
  const taken = new Set(latest.accepted)
  return {
    ...drawing, objects: undone(drawing.objects, latest.objects), answers: latest.answers[0], selected: latest.selected[0],
    accepted: taken.size > 0 ? new Set([...drawing.accepted].filter((id) => !taken.has(id))) : drawing.accepted,
    before: earlier, after: { latest, earlier: drawing.after },
  }
}

export function redoneOnce(drawing: Drawing): Drawing {
  if (!drawing.after) return drawing
  const { latest, earlier } = drawing.after
  return {
    ...drawing, objects: redone(drawing.objects, latest.objects), answers: latest.answers[1], selected: latest.selected[1],
    accepted: latest.accepted.length > 0 ? new Set([...drawing.accepted, ...latest.accepted]) : drawing.accepted,
    before: { latest, earlier: drawing.before }, after: earlier,
  }
}

/** Whether the last act, not undone since, answered a question, of one object or else of the sample. */
export function hasAnsweredLast({ before, after }: Drawing, object?: string): boolean {
  if (!before || after) return false
  const { objects: [hunk, another], answers } = before.latest
  if (object === undefined) return !hunk && answers[0] !== answers[1]
  const [was, is] = [hunk?.gone[0], hunk?.come[0]]
  return !another && hunk?.gone.length === 1 && hunk.come.length === 1 && is?.id === object && was?.id === object && was.class === is.class && was.shape === is.shape
}

/** What leads from one list to the other, in order of place. Objects that stayed are told by being the same. */
export function hunksBetween(before: readonly LabelObject[], after: readonly LabelObject[]): Hunk[] {
  const isAsLong = before.length === after.length
  const [was, is] = [isAsLong ? null : idsOf(before), isAsLong ? null : idsOf(after)]
  const hunks: Hunk[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (before[i] !== undefined && before[i] === after[j]) {
      i++
      j++
      continue
    }
    const [at, from] = [i, j]
    do {
      const [gone, come] = [before[i], after[j]]
      const goes = gone !== undefined && (isAsLong || !is!.has(gone.id))
      const comes = come !== undefined && (isAsLong || !was!.has(come.id))
      // The same object otherwise, or, where some changed their places, whatever stands there now.
      if (goes || !comes) i += gone === undefined ? 0 : 1
      if (comes || !goes) j += come === undefined ? 0 : 1
    } while ((i < before.length || j < after.length) && (before[i] === undefined || before[i] !== after[j]))
    hunks.push({ at, gone: before.slice(at, i), come: after.slice(from, j) })
  }
  return hunks
}

export function redone(list: readonly LabelObject[], hunks: readonly Hunk[]): readonly LabelObject[] {
  return replaced(list, hunks.map(({ at, gone, come }) => ({ at, count: gone.length, by: come })))
}

export function undone(list: readonly LabelObject[], hunks: readonly Hunk[]): readonly LabelObject[] {
  let moved = 0
  return replaced(list, hunks.map(({ at, gone, come }) => {
    const here = at + moved
    moved += come.length - gone.length
    return { at: here, count: come.length, by: gone }
  }))
}

function replaced(list: readonly LabelObject[], places: readonly { at: number; count: number; by: readonly LabelObject[] }[]): readonly LabelObject[] {
  if (places.length === 0) return list
  if (places.every(({ count, by }) => count === by.length)) {
    const next = [...list]
    for (const { at, by } of places) by.forEach((one, i) => (next[at + i] = one))
    return next
  }
  const next: LabelObject[] = []
  let from = 0
  for (const { at, count, by } of places) {
    for (; from < at; from++) next.push(list[from]!)
    next.push(...by)
    from += count
  }
  for (; from < list.length; from++) next.push(list[from]!)
  return next
}

const idsOf = (list: readonly LabelObject[]) => new Set(list.map((one) => one.id))
