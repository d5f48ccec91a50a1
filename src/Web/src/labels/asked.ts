import type { DataSpec, PropertyRule } from '../specs/spec'
import type { Answer, Answers, LabelDocument } from './labels'
import { t } from '../i18n/texts'

/** The properties of the sample that are asked, given what was answered so far, in spec order. */
export function asked(spec: DataSpec, labels: LabelDocument): PropertyRule[] {
  const classes = new Set(labels.objects.map((object) => object.class))
  return spec.properties.filter((rule) => holds(rule, labels.properties, classes))
}

/** Required, asked, and not answered yet. */
export function missing(spec: DataSpec, labels: LabelDocument): PropertyRule[] {
  return asked(spec, labels).filter((rule) => rule.required && !isAnswered(labels.properties[rule.name]))
}

/** Where to go on: what is required first, then what a key can answer. Optional texts wait until they are sought out. */
export function nextToAnswer(spec: DataSpec, labels: LabelDocument): PropertyRule | undefined {
  const open = asked(spec, labels).filter((rule) => !isAnswered(labels.properties[rule.name]))
  return open.find((rule) => rule.required) ?? open.find((rule) => ['option', 'options', 'boolean'].includes(rule.type))
}

export function isAnswered(answer: Answer | undefined): boolean {
  return answer !== undefined && answer !== '' && !(Array.isArray(answer) && answer.length === 0)
}

/**
 * Answers one property, or takes the answer back, and drops every answer that is no longer asked, because the server
 * refuses an answer to a question that was not put.
 */
export function answer(spec: DataSpec, labels: LabelDocument, name: string, value: Answer | undefined): LabelDocument {
  const { [name]: _, ...others } = labels.properties
  let properties: Answers = value !== undefined && isAnswered(value) ? { ...others, [name]: value } : others
  for (;;) {
    const names = new Set(asked(spec, { ...labels, properties }).map((rule) => rule.name))
    const kept = Object.entries(properties).filter(([key]) => names.has(key))
    if (kept.length === Object.keys(properties).length) return { ...labels, properties }
    properties = Object.fromEntries(kept)
  }
}

/** What a person should mend before submitting, by property name. The server has the last word. */
export function wrongs(spec: DataSpec, labels: LabelDocument): Record<string, string> {
  const found: Record<string, string> = {}
  for (const rule of asked(spec, labels)) {
    const value = labels.properties[rule.name]
    if (!isAnswered(value)) {
      if (rule.required) found[rule.name] = t.work.needsAnswer
    } else {
      const wrong = outOfRange(rule, value!)
      if (wrong) found[rule.name] = wrong
    }
  }
  return found
}

function outOfRange({ type, min, max }: PropertyRule, value: Answer): string | undefined {
  const [size, what] =
    type === 'number' ? [value as number, t.work.range.number]
    : type === 'text' ? [[...(value as string)].length, t.work.range.characters]
    : type === 'options' ? [(value as string[]).length, t.work.range.choices]
    : [undefined, '']
  if (size === undefined) return undefined
  if (min !== undefined && size < min) return t.work.range.least(what, min)
  if (max !== undefined && size > max) return t.work.range.most(what, max)
  return undefined
}

function holds(rule: PropertyRule, answers: Answers, classes: ReadonlySet<string>): boolean {
  return Object.entries(rule.when ?? {}).every(([name, wanted]) => {
    if (name === 'class') return oneOrMore(wanted).some((value) => classes.has(String(value)))
    if (name === 'property' && isObject(wanted))
      return Object.entries(wanted).every(([property, value]) => matches(answers[property], oneOrMore(value)))
    return matches(answers[name], oneOrMore(wanted))
  })
}

function matches(given: Answer | undefined, anyOf: unknown[]): boolean {
  if (given === undefined) return false
  return Array.isArray(given) ? given.some((one) => anyOf.includes(one)) : anyOf.includes(given)
}

const oneOrMore = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
