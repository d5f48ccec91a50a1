import type { Scene } from '../canvas/draw/scene'
import { selectTool } from '../canvas/tools/select'
import type { LabelDocument, LabelObject } from '../labels/labels'
import { outcomeOf, type Mark, type Outcome } from './practice'

/** Told apart by more than colour: what is known has whole lines, what was answered dashed ones, and each has its words. */
const colours: Record<Outcome, string> = { right: '#2fae7a', loose: '#e5a500', wrongClass: '#f07f13', wrongAnswer: '#f07f13', missed: '#e0393e', extra: '#e0393e' }

export const idOfKnown = (id: string) => `known ${id}`
export const idOfAnswer = (id: string) => `answer ${id}`

/** The known answer and the given one over each other. */
export function markScene(mark: Mark, answer: LabelDocument, words: Record<Outcome, string>, selected: readonly string[]): Scene {
  const [known, given] = [new Map(mark.known.objects.map((one) => [one.id, one])), new Map(answer.objects.map((one) => [one.id, one]))]
  const looks = new Map<string, string>()
  const [objects, suggested] = [[] as LabelObject[], new Set<string>()]
  for (const one of mark.objects) {
    const outcome = outcomeOf(one)
    const add = (id: string, object: LabelObject | undefined, dashed: boolean) => {
      if (!object) return
      const name = `${object.class} · ${words[outcome]}`
      looks.set(name, colours[outcome])
      objects.push({ ...object, id, class: name })
      if (dashed) suggested.add(id)
    }
    if (one.known !== undefined) add(idOfKnown(one.known), known.get(one.known), false)
    if (one.answered !== undefined) add(idOfAnswer(one.answered), given.get(one.answered), true)
  }
  return {
    objects, suggested, selected, looks: { colours: looks, skeletons: new Map() }, dragged: new Map(), tool: selectTool,
    colour: '', pointNames: [], radiusPx: 0, crosshair: false, magnifier: false,
  }
}
