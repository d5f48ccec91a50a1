import type { DataSpec, ShapeKind } from '../specs/spec'

/** What a newcomer does once, in this order, to have done it. */
export type Step = 'answer' | 'draw' | 'undo' | 'look' | 'submit' | 'back' | 'keys'

/** What happened on the desk, as far as it matters here. */
export type Did = 'answered' | 'drew' | 'undid' | 'looked' | 'submitted' | 'lookedBack' | 'openedKeys'

const doneBy: Record<Step, Did> = { answer: 'answered', draw: 'drew', undo: 'undid', look: 'looked', submit: 'submitted', back: 'lookedBack', keys: 'openedKeys' }

/** The steps that a project asks for: nobody learns what they will not use. */
export function stepsOf(spec: DataSpec): Step[] {
  const draws = spec.classes.some((one) => one.shape !== 'none')
  return [draws || spec.classes.length > 0 ? 'draw' : 'answer', ...(draws ? ['undo' as const] : []), ...(spec.media === 'image' ? ['look' as const] : []), 'submit', 'back', 'keys']
}

/** The shape that is drawn first. */
export const shapeOf = (spec: DataSpec): ShapeKind => spec.classes[0]?.shape ?? 'none'

/** Whatever is done is done, in whatever order. */
export const tick = (done: ReadonlySet<Step>, did: Did, steps: readonly Step[]): ReadonlySet<Step> => {
  const step = steps.find((one) => doneBy[one] === did)
  return step && !done.has(step) ? new Set([...done, step]) : done
}

/** What is to be tried now; undefined once all is done. */
export const nextStep = (done: ReadonlySet<Step>, steps: readonly Step[]): Step | undefined => steps.find((one) => !done.has(one))
