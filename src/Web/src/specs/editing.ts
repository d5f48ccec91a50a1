import type { ClassRule, DataSpec, Option, PropertyRule, ShapeKind } from './spec'

/** A spec as a person edits it: members that this client does not know are kept as they are. */
export type SpecDocument = Partial<Omit<DataSpec, 'properties' | 'classes'>> & {
  classes?: ClassRule[]
  properties?: GivenProperty[]
  derivedFrom?: string
  [member: string]: unknown
}

export type GivenProperty = Omit<PropertyRule, 'options' | 'required'> & { options?: (Option | string)[]; required?: boolean }

export const shapesOf: Record<DataSpec['media'], readonly ShapeKind[]> = {
  image: ['box', 'rotatedBox', 'polygon', 'polyline', 'points', 'none'],
  text: ['span', 'none'],
  textPair: ['none'],
}

const colors = ['#3552cc', '#d0433b', '#2c9c74', '#b7791f', '#8e44ad', '#0e7490', '#c2410c', '#be185d', '#4d7c0f', '#475569']

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown) => typeof value === 'string'
const isListOf = (value: unknown, is: (member: unknown) => boolean) => value === undefined || value === null || (Array.isArray(value) && value.every(is))

const isProperty = (value: unknown): boolean => isObject(value) && isText(value.name) && isText(value.type) && (value.when === undefined || isObject(value.when))
  && isListOf(value.options, (option) => isText(option) || (isObject(option) && isText(option.name)))

const isClass = (value: unknown): boolean => isObject(value) && isText(value.name) && isText(value.shape) && isListOf(value.properties, isProperty)
  && isListOf(value.pointNames, isText) && isListOf(value.skeleton, Array.isArray)

/** Whether rows can be made of what somebody is typing: half way it may be anything. */
export const hasRows = (document: SpecDocument): boolean =>
  isListOf(document.classes, isClass) && isListOf(document.properties, isProperty) && (document.media ?? 'image') in shapesOf

/** A list with one member changed. */
export const replaced = <T,>(list: readonly T[], at: number, change: Partial<T>): T[] => list.map((item, i) => (i === at ? { ...item, ...change } : item))

export const removed = <T,>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at)

/** A member one place up (-1) or down (1); at the end nothing moves. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by
  if (to < 0 || to >= list.length) return [...list]
  const next = [...list]
  ;[next[at], next[to]] = [next[to]!, next[at]!]
  return next
}

/** A name that none of the others has. */
export function freeName(taken: readonly string[], stem: string): string {
  if (!taken.includes(stem)) return stem
  for (let number = 2; ; number++) if (!taken.includes(`${stem} ${number}`)) return `${stem} ${number}`
}

export function newClass(document: SpecDocument, name: string): ClassRule {
  const classes = document.classes ?? []
  return { name: freeName(classes.map((one) => one.name), name), shape: shapesOf[document.media ?? 'image'][0]!, color: colors[classes.length % colors.length] }
}

export const optionOf = (option: Option | string): Option => (typeof option === 'string' ? { name: option } : option)

/** Another type keeps what the new one can use. */
export function retyped(rule: GivenProperty, type: PropertyRule['type']): GivenProperty {
  const next: GivenProperty = { ...rule, type }
  if (type === 'option' || type === 'options') next.options ??= [{ name: 'yes' }, { name: 'no' }]
  else delete next.options
  if (type !== 'number') {
    delete next.min
    delete next.max
  }
  return next
}

/** A spec for another project: what is known under ids there starts anew here, by name. */
export function derived(document: SpecDocument, from: string): SpecDocument {
  const withoutIds = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(withoutIds)
      : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (name === 'id' ? [] : [[name, withoutIds(inner)]])))
      : value
  return { ...(withoutIds(document) as SpecDocument), derivedFrom: from }
}
