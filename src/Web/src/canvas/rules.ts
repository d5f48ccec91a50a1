import { wrongs as wrongAnswers } from '../labels/asked'
import type { LabelObject } from '../labels/labels'
import type { ClassRule, DataSpec } from '../specs/spec'
import type { Looks } from './draw/scene'
import { kindOf } from './shapes/shape'

export const ruleOf = (spec: DataSpec, name: string | undefined): ClassRule | undefined => spec.classes.find((one) => one.name === name)

/** Whether an object is one of a class of this spec, with the shape that the class asks for. */
export const knows = (spec: DataSpec, { class: name, shape }: LabelObject) => ruleOf(spec, name)?.shape === kindOf(shape)

/** What is asked of one object, as a spec of its own. */
export function questionsOf(spec: DataSpec, object: LabelObject): DataSpec {
  return { media: spec.media, classes: [], properties: ruleOf(spec, object.class)?.properties ?? [] }
}

export function wrongsOf(spec: DataSpec, object: LabelObject): Record<string, string> {
  return wrongAnswers(questionsOf(spec, object), { objects: [object], properties: object.properties ?? {} })
}

/** Answers that mean the same under another class: of one name and one type, and among its options. */
export function keptAnswers(spec: DataSpec, object: LabelObject, to: ClassRule): string[] {
  const before = ruleOf(spec, object.class)?.properties ?? []
  return (to.properties ?? []).flatMap((rule) => {
    const same = before.find((one) => one.name === rule.name && one.type === rule.type)
    const answer = object.properties?.[rule.name]
    const offered = new Set(rule.options?.map((option) => (typeof option === 'string' ? option : option.name)))
    const fits = (rule.type !== 'option' && rule.type !== 'options') || [answer].flat().every((one) => offered.has(String(one)))
    return same && answer !== undefined && fits ? [rule.name] : []
  })
}

const known = new WeakMap<DataSpec, Looks>()

/** The server gives every class a colour. */
export function looksOf(spec: DataSpec): Looks {
  const found = known.get(spec)
  if (found) return found
  const looks = {
    colours: new Map(spec.classes.map(({ name, color = '#3552cc' }) => [name, color])),
    skeletons: new Map(spec.classes.flatMap(({ name, skeleton }) => (skeleton ? [[name, skeleton] as const] : []))),
  }
  known.set(spec, looks)
  return looks
}
